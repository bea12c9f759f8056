package io.afterhours.scheduler.queue;

import io.afterhours.scheduler.batching.Batch;
import io.afterhours.scheduler.batching.BatchStore;
import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.dispatch.Places;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.estimate.Remaining;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Place;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Says of any build why it is not running, or that it is; asked for when somebody looks, from the facts of that moment. */
@ApplicationScoped
public class Verdicts {
    private final FactsReader facts;
    private final Escalations escalations;
    private final Places places;
    private final Countdowns countdowns;
    private final BatchStore batches;
    private final InstantSource clock;

    Verdicts(
            FactsReader facts,
            Escalations escalations,
            Places places,
            Countdowns countdowns,
            BatchStore batches,
            InstantSource clock) {
        this.facts = facts;
        this.escalations = escalations;
        this.places = places;
        this.countdowns = countdowns;
        this.batches = batches;
        this.clock = clock;
    }

    /** A verdict as it is shown. */
    public record View(String code, String text, @Nullable Instant until) {}

    /** The verdict on a build, with its place among those that wait for the same hours and slots. */
    public View of(Handle tx, Build build) {
        var now = clock.instant();
        var judged = judge(tx, List.of(build), now);
        var verdict = judged.of(tx, build);
        var place = judged.facts().candidates().stream()
                .findFirst()
                .flatMap(candidate -> places.of(tx, judged.facts(), candidate, verdict, now))
                .orElse(null);
        return judged.view(build, verdict, place);
    }

    /** What a person asked of it for the night, where the verdict does not say so. */
    private static String asked(Build build, Instant now) {
        var wish = build.wish();
        return build.life() instanceof Life.Waiting
                        && wish != null
                        && !wish.isOut()
                        && wish.until().isAfter(now)
                ? " It has place %d in your order of the night.".formatted(wish.place())
                : "";
    }

    /** The verdict on each of the builds, in their order; their places are counted less far than that of one build. */
    public List<View> of(Handle tx, List<Build> builds) {
        var now = clock.instant();
        var judged = judge(tx, builds, now);
        var verdicts = new HashMap<String, Verdict>();
        builds.forEach(each -> verdicts.put(each.id().toString(), judged.of(tx, each)));
        var standing = places.of(tx, judged.facts(), verdicts, now);
        return builds.stream()
                .map(each -> judged.view(
                        each,
                        Objects.requireNonNull(verdicts.get(each.id().toString())),
                        standing.get(each.id().toString())))
                .toList();
    }

    private Judged judge(Handle tx, List<Build> builds, Instant now) {
        var waiting = builds.stream()
                .filter(each -> each.life() instanceof Life.Waiting)
                .toList();
        var gathered = facts.about(tx, waiting);
        return new Judged(
                gathered, PlanningRules.each(gathered, now), batches(tx, waiting), countdowns.of(tx, builds, now), now);
    }

    /**
     * What is said of builds at one moment. Each that waits is judged against what runs, not against the builds beside it.
     *
     * @param alone the verdict on each that waits, by its id
     * @param merged the batch of each that goes along with another
     */
    private final class Judged {
        private final PlanningFacts facts;
        private final Map<String, Verdict> alone;
        private final Map<BuildId, Batch> merged;
        private final Map<BuildId, Remaining> left;
        private final Instant now;

        Judged(
                PlanningFacts facts,
                Map<String, Verdict> alone,
                Map<BuildId, Batch> merged,
                Map<BuildId, Remaining> left,
                Instant now) {
            this.facts = facts;
            this.alone = alone;
            this.merged = merged;
            this.left = left;
            this.now = now;
        }

        PlanningFacts facts() {
            return facts;
        }

        View view(Build build, Verdict verdict, @Nullable Place place) {
            var zone = facts.policy().zone();
            var text = place == null ? verdict.text(now, zone) : verdict.text(now, zone, place);
            return new View(
                    verdict.code().word(),
                    text + asked(build, now),
                    verdict.until().orElse(null));
        }

        Verdict of(Handle tx, Build build) {
            return switch (build.state()) {
                case QUEUED, RETRYING ->
                    merged(
                            build,
                            merged.get(build.id()),
                            Objects.requireNonNull(alone.get(build.id().toString())));
                case DISPATCHED, RUNNING, VERIFYING ->
                    new Verdict.Running(build.state(), build.attempts(), end(now, left.get(build.id())));
                case ESCALATED ->
                    escalations
                            .open(tx, build.id())
                            .<Verdict>map(open -> new Verdict.Escalated(open.id(), open.title()))
                            .orElseGet(() -> new Verdict.Escalated("the inbox", build.title()));
                case FINISHED, FAILED, CANCELLED, REJECTED -> {
                    var ended = build.endedAt();
                    yield new Verdict.Ended(build.state(), ended == null ? now : ended);
                }
            };
        }
    }

    /** The batches that these builds wait in, by the member that does not lead. */
    private Map<BuildId, Batch> batches(Handle tx, List<Build> waiting) {
        var found = new HashMap<BuildId, Batch>();
        for (var batch : batches.accepted(
                tx, waiting.stream().map(each -> each.id().number()).toList())) {
            batch.members().stream().skip(1).forEach(each -> found.put(each.build(), batch));
        }
        return found;
    }

    /** A member of a batch waits for what the one that leads waits for; its own answer says when. */
    private static Verdict merged(Build build, @Nullable Batch batch, Verdict own) {
        return batch == null
                ? own
                : new Verdict.Merge(
                        batch.others(build.id()),
                        batch.saving().minutes(),
                        batch.saving().nanos(),
                        own.until().orElse(null));
    }

    private static @Nullable Instant end(Instant now, @Nullable Remaining left) {
        return left == null ? null : now.plus(left.p50());
    }
}
