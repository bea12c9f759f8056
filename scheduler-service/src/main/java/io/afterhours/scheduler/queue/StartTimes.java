package io.afterhours.scheduler.queue;

import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.ExpectedStart;
import io.afterhours.scheduler.planning.PlanningRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * When the builds at the head of the queue should start if all goes as estimated. Looking ahead costs more than all else about a
 * list of builds, and everybody who looks at one asks: so one answer serves all of them for a moment.
 */
@ApplicationScoped
public class StartTimes {
    /** So many of the head of the queue, and of those that may start; further back nobody could say when. */
    static final int LOOKED_AT = 200;

    private static final Duration KEPT = Duration.ofSeconds(2);

    private final BuildStore store;
    private final FactsReader facts;
    private final InstantSource clock;

    private volatile @Nullable Ahead kept;

    StartTimes(BuildStore store, FactsReader facts, InstantSource clock) {
        this.store = store;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * A look ahead.
     *
     * @param versions of the builds that were looked at
     * @param inOrder all of those, soonest first
     * @param starts of those of them that the clock starts
     */
    private record Ahead(
            Instant at, Map<BuildId, Long> versions, List<ExpectedStart> inOrder, Map<BuildId, Instant> starts) {
        static Ahead of(List<Build> first, List<ExpectedStart> inOrder, Instant now) {
            var starts = new HashMap<BuildId, Instant>();
            for (var each : inOrder) {
                var at = each.at();
                if (at != null) {
                    starts.put(BuildId.parse("id", each.candidate().id()), at);
                }
            }
            return new Ahead(
                    now,
                    first.stream().collect(Collectors.toMap(Build::id, Build::version)),
                    inOrder,
                    Map.copyOf(starts));
        }

        /** Whether it is young enough, and no build is asked for that changed since, or that it would have had to know. */
        boolean isFor(Collection<Build> waiting, Instant now) {
            return isYoung(now)
                    && waiting.stream().allMatch(each -> {
                        var version = versions.get(each.id());
                        return version == null ? versions.size() >= LOOKED_AT : version == each.version();
                    });
        }

        /** Whether it is young enough, and just these builds were looked at. */
        boolean isOf(List<Build> first, Instant now) {
            return isYoung(now)
                    && versions.size() == first.size()
                    && first.stream().allMatch(each -> Objects.equals(versions.get(each.id()), each.version()));
        }

        private boolean isYoung(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
        }
    }

    /** The first {@code count} of the queue to start, soonest first. */
    List<ExpectedStart> next(Handle tx, int count) {
        var now = clock.instant();
        var first = first(tx, now);
        var ahead = kept;
        if (ahead == null || !ahead.isOf(first, now)) {
            ahead = look(tx, first, now);
        }
        return ahead.inOrder().stream().limit(count).toList();
    }

    /**
     * Of those of the builds that wait, are among the first {@value #LOOKED_AT} of the queue or the first that may start, however many
     * wait before them for a person or for others, and do not wait for a person.
     */
    Map<BuildId, Instant> of(Handle tx, Collection<Build> builds) {
        var waiting = builds.stream()
                .filter(each -> each.life() instanceof Life.Waiting)
                .toList();
        if (waiting.isEmpty()) {
            return Map.of();
        }
        var now = clock.instant();
        var ahead = kept;
        if (ahead != null && ahead.isFor(waiting, now)) {
            return ahead.starts();
        }
        return store.anyStartingBefore(tx, waiting, now.plus(PlanningRules.HORIZON), LOOKED_AT)
                ? look(tx, first(tx, now), now).starts()
                : Map.of();
    }

    private List<Build> first(Handle tx, Instant now) {
        return store.startingBefore(tx, now.plus(PlanningRules.HORIZON), LOOKED_AT);
    }

    private Ahead look(Handle tx, List<Build> first, Instant now) {
        var ahead = Ahead.of(first, PlanningRules.expectedStarts(facts.ahead(tx, first), now, first.size()), now);
        kept = ahead;
        return ahead;
    }
}
