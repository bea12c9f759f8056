package io.afterhours.scheduler.queue;

import io.afterhours.scheduler.estimate.Remaining;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.PlanningFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Says when builds should be done: by what is left of their live attempts, or by when they should start. */
@ApplicationScoped
class ExpectedEnds {
    /** A page of builds seldom waits for more; of those beyond nobody is told a time. */
    private static final int LOOKED_UP = 500;

    private final BuildStore store;
    private final Countdowns countdowns;
    private final StartTimes starts;
    private final InstantSource clock;

    ExpectedEnds(BuildStore store, Countdowns countdowns, StartTimes starts, InstantSource clock) {
        this.store = store;
        this.countdowns = countdowns;
        this.starts = starts;
        this.clock = clock;
    }

    /**
     * When a build should be done.
     *
     * @param p50 half of such builds are done by then
     * @param p90 nine of ten are
     */
    record Expected(@Nullable Instant p50, @Nullable Instant p90) {
        static final Expected UNKNOWN = new Expected(null, null);

        private static Expected of(Build build, @Nullable Instant start, @Nullable Remaining left, Instant now) {
            if (left != null) {
                return new Expected(now.plus(left.p50()), now.plus(left.p90()));
            }
            return start == null
                    ? UNKNOWN
                    : new Expected(
                            start.plus(Duration.ofMinutes(build.estimate().minutesP50())),
                            start.plus(Duration.ofMinutes(build.estimate().minutesP90())));
        }
    }

    /** Of each of the builds; unknown where it waits for a person, or too far back in the queue. */
    Map<BuildId, Expected> of(Handle tx, Collection<Build> builds) {
        var now = clock.instant();
        var left = countdowns.of(tx, builds, now);
        var begin = starts.of(tx, builds);
        var ends = new HashMap<BuildId, Expected>();
        for (var each : builds) {
            ends.put(each.id(), Expected.of(each, begin.get(each.id()), left.get(each.id()), now));
        }
        return ends;
    }

    /** The same facts, told when what the builds wait for should be done. */
    PlanningFacts told(Handle tx, PlanningFacts facts) {
        var awaited = facts.candidates().stream()
                .flatMap(each -> each.dependsOn().stream())
                .filter(each -> !each.isMet())
                .map(each -> BuildId.parse("id", each.id()).number())
                .distinct()
                .limit(LOOKED_UP)
                .toList();
        if (awaited.isEmpty()) {
            return facts;
        }
        var ends = of(tx, store.numbered(tx, awaited));
        return facts.with(
                facts.live(),
                facts.candidates().stream()
                        .map(each -> each.dependsOn().isEmpty() ? each : told(each, ends))
                        .toList());
    }

    private static Candidate told(Candidate candidate, Map<BuildId, Expected> ends) {
        return candidate.with(candidate.dependsOn().stream()
                .map(each -> each.endingAbout(ends.getOrDefault(BuildId.parse("id", each.id()), Expected.UNKNOWN)
                        .p50()))
                .toList());
    }
}
