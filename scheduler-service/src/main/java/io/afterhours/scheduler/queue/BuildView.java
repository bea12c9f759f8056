package io.afterhours.scheduler.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.dispatch.Attempt;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.safety.Finding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A build as it is shown.
 *
 * @param concerns what the safety checks saw and nobody allowed yet
 */
public record BuildView(
        String id,
        String title,
        String prompt,
        BuildState state,
        Priority priority,
        Category category,
        String kind,
        int impact,
        Duration effort,
        List<String> tags,
        List<Dependency> dependsOn,
        List<String> blockers,
        List<Finding> concerns,
        @Nullable String agent,
        @Nullable String model,
        @Nullable String workspace,
        @Nullable String accept,
        @Nullable String cap,
        @Nullable Instant deadline,
        @Nullable Instant earliestStart,
        @Nullable String key,
        Instant createdAt,
        String createdBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Verdicts.View verdict,
        EstimateView estimate,
        @Nullable Instant eta,
        @Nullable Instant etaP90,
        List<AttemptView> attempts,
        long version) {

    /** An estimate; costs in USD. */
    public record EstimateView(int minutesP50, int minutesP90, String costP50, String costP90, String source) {}

    /** Why an attempt failed. */
    public record FailureView(
            @JsonProperty("class") String failureClass,
            String text,
            @Nullable String evidence) {}

    /**
     * An attempt.
     *
     * @param lateResult what its runner said after it was given up
     * @param rung which rung of the retry ladder it is, and after a failure of which class; absent for an attempt that is none
     */
    public record AttemptView(
            int number,
            String session,
            String state,
            Instant dispatchedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String runner,
            String agent,
            @Nullable String model,
            @Nullable FailureView failure,
            @Nullable String summary,
            @Nullable String branch,
            List<String> commits,
            @Nullable String lateResult,
            @Nullable RungView rung) {}

    /** A rung of the retry ladder, from 1, and the class of the failure after which it was taken. */
    public record RungView(int number, @Nullable String after) {}

    static BuildView of(
            Build build,
            Verdicts.View verdict,
            ExpectedEnds.Expected expected,
            List<Prerequisite> prerequisites,
            List<Finding> concerns,
            List<Attempt> attempts) {
        return new BuildView(
                build.id().toString(),
                build.title(),
                build.prompt(),
                build.state(),
                build.priority(),
                build.category(),
                build.kind(),
                build.impact(),
                build.effort(),
                build.tags(),
                prerequisites.stream()
                        .map(each -> new Dependency(each.id(), each.onFailure()))
                        .toList(),
                build.blockers(),
                concerns,
                build.agent(),
                build.model(),
                build.workspace(),
                build.accept(),
                build.cap() == null ? null : build.cap().toPlainString(),
                build.deadline(),
                build.earliestStart(),
                build.key(),
                build.createdAt(),
                build.createdBy(),
                build.startedAt(),
                build.endedAt(),
                verdict,
                new EstimateView(
                        build.estimate().minutesP50(),
                        build.estimate().minutesP90(),
                        dollars(build.estimate().costP50()),
                        dollars(build.estimate().costP90()),
                        build.estimate().source()),
                expected.p50(),
                expected.p90(),
                attempts.stream().map(BuildView::of).toList(),
                build.version());
    }

    static AttemptView of(Attempt attempt) {
        var failure = attempt.failure();
        return new AttemptView(
                attempt.number(),
                attempt.session(),
                attempt.state().word(),
                attempt.dispatchedAt(),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.runner(),
                attempt.agent(),
                attempt.model(),
                failure == null
                        ? null
                        : new FailureView(failure.failureClass().word(), failure.text(), failure.evidence()),
                attempt.summary(),
                attempt.branch(),
                attempt.commits(),
                attempt.lateResult(),
                rung(attempt));
    }

    private static @Nullable RungView rung(Attempt attempt) {
        var climbed = attempt.climbed();
        return attempt.rung() == 0 ? null : new RungView(attempt.rung(), climbed == null ? null : climbed.word());
    }

    private static String dollars(long nanos) {
        return BigDecimal.valueOf(nanos, 9)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
