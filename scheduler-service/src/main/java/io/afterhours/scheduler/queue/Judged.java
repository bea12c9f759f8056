package io.afterhours.scheduler.queue;

import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.escalation.Escalation;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Company;
import io.afterhours.scheduler.planning.DeadlineRules;
import io.afterhours.scheduler.planning.DeadlineRules.Missed;
import io.afterhours.scheduler.planning.Place;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.Verdict;
import io.afterhours.scheduler.queue.ExpectedEnds.Expected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said of builds at one moment. Each that waits is judged against what runs and what starts now, not against the builds beside it.
 *
 * @param alone the verdict on each that waits, by its id
 * @param crowded the verdict on those of them that could start, but for the builds that start before them
 * @param merged the batch of each that goes along with another
 * @param asked the open questions about each of those that wait for a person
 */
record Judged(
        FactsReader.About about,
        Map<String, Verdict> alone,
        Map<String, Verdict> crowded,
        Map<String, Company> merged,
        Map<BuildId, List<Escalation>> asked,
        Map<BuildId, Expected> ends,
        Instant now) {
    PlanningFacts facts() {
        return about.facts();
    }

    Verdicts.Said said(Build build, @Nullable Place place) {
        var verdict = of(build);
        var zone = facts().policy().zone();
        var text = place == null ? verdict.text(now, zone) : verdict.text(now, zone, place);
        return new Verdicts.Said(
                Verdicts.View.of(
                        verdict,
                        text + wished(build, now),
                        missed(build, verdict).orElse(null),
                        now,
                        zone),
                end(build));
    }

    private Optional<Missed> missed(Build build, Verdict verdict) {
        var deadline = build.deadline();
        if (deadline == null) {
            return Optional.empty();
        }
        return switch (build.state()) {
            case QUEUED, RETRYING, ESCALATED ->
                DeadlineRules.missed(deadline, end(build).p50(), soonestEnd(build, verdict), now);
            case DISPATCHED, RUNNING, VERIFYING ->
                DeadlineRules.missed(deadline, end(build).p50(), null, now);
            case FINISHED -> DeadlineRules.missed(deadline, null, null, ended(build));
            case FAILED, CANCELLED, REJECTED -> Optional.empty();
        };
    }

    /** How a build that waits misses its deadline whatever the others do; empty while it could be kept. */
    Optional<Missed> lost(Build build) {
        return Optional.ofNullable(build.deadline())
                .flatMap(deadline -> DeadlineRules.missed(deadline, null, soonestEnd(build, of(build)), now));
    }

    private Instant soonestEnd(Build build, Verdict verdict) {
        return DeadlineRules.soonestEnd(
                verdict, Duration.ofMinutes(build.estimate().minutesP50()), now);
    }

    private Instant ended(Build build) {
        return Objects.requireNonNullElse(build.endedAt(), now);
    }

    Verdict of(Build build) {
        return switch (build.state()) {
            case QUEUED, RETRYING ->
                along(
                        build,
                        merged.get(build.id().toString()),
                        answered(build, waiting(build.id().toString())));
            case DISPATCHED, RUNNING, VERIFYING ->
                new Verdict.Running(build.state(), build.attempts(), end(build).p50());
            case ESCALATED -> answered(build, escalated(build));
            case FINISHED, FAILED, CANCELLED, REJECTED -> new Verdict.Ended(build.state(), ended(build));
        };
    }

    /**
     * The verdict that says what a build competes for. Of one that comes after builds that start now it is the one without them: as long as
     * those wait like itself, they stand among what is ahead.
     */
    Verdict contest(Build build) {
        var id = build.id().toString();
        return crowded.containsKey(id) ? Objects.requireNonNull(alone.get(id)) : of(build);
    }

    private Verdict waiting(String id) {
        var verdict = crowded.get(id);
        return verdict == null ? Objects.requireNonNull(alone.get(id)) : verdict;
    }

    private Expected end(Build build) {
        return ends.getOrDefault(build.id(), Expected.UNKNOWN);
    }

    private Verdict escalated(Build build) {
        var open = asked.getOrDefault(build.id(), List.of());
        return open.stream()
                .filter(each -> each.question().kind().equals(Verdict.Escalated.QUESTION))
                .findFirst()
                .or(() -> open.stream().findFirst())
                .map(each -> new Verdict.Escalated(each.id(), each.title(), null))
                .orElseGet(() -> new Verdict.Escalated("the inbox", build.title(), null));
    }

    /** The same, told what becomes of the question that it waits for where nobody answers. */
    private Verdict answered(Build build, Verdict verdict) {
        return verdict instanceof Verdict.Asking asking
                ? asked.getOrDefault(build.id(), List.of()).stream()
                        .filter(each -> each.question().kind().equals(asking.question()))
                        .flatMap(each -> each.question().silence().stream())
                        .filter(each -> each.at().isAfter(now))
                        .findFirst()
                        .map(asking::unless)
                        .orElse(asking)
                : verdict;
    }

    /** What a person asked of it for the night, where the verdict does not say so. */
    private static String wished(Build build, Instant now) {
        var wish = build.wish();
        return build.life() instanceof Life.Waiting
                        && wish != null
                        && !wish.isOut()
                        && wish.until().isAfter(now)
                ? " It has place %d in your order of the night.".formatted(wish.place())
                : "";
    }

    /** A member of a batch that waits for something of its own is left behind: what holds it alone holds them all. */
    private static Verdict along(Build build, @Nullable Company batch, Verdict own) {
        return batch == null
                ? own
                : Verdict.Merge.of(batch.others(build.id().toString()), batch.minutes(), batch.nanos(), own);
    }
}
