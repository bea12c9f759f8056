package io.afterhours.scheduler.retry;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.retry.RetryDecision.Escalate;
import io.afterhours.scheduler.retry.RetryDecision.RequeueUncounted;
import io.afterhours.scheduler.retry.RetryDecision.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what happens after a failure; see the package for the ladder. */
public final class RetryRules {
    /** How long a rate limit is waited out whose end nobody said. */
    static final Duration UNKNOWN_LIMIT = Duration.ofMinutes(15);

    private RetryRules() {}

    /**
     * What happens next.
     *
     * @param counted what was counted against the build before this
     * @param evidence what this attempt was told of the earlier ones
     */
    public static RetryDecision afterFailure(
            Tally counted, @Nullable String evidence, Failure failure, Ladder ladder, Instant now) {
        return switch (failure.failureClass()) {
            case LOST -> afterLoss(counted.lost(), evidence, failure, ladder, now);
            case CANCELLED -> new RequeueUncounted(counted.spared(), now);
            case RATE_LIMITED -> new RequeueUncounted(counted.spared(), endOfLimit(failure, now));
            case AUTH, CONFIG -> escalate(counted.failed(), evidence, failure, optionsWithout(RetryOption.SMALLER));
            case OUT_OF_BUDGET -> escalate(counted.failed(), evidence, failure, List.of(RetryOption.values()));
            case NETWORK -> climb(counted.failed(), evidence, failure, allOfIt(ladder), now);
            case AGENT_GAVE_UP, VERIFICATION_FAILED, TIMED_OUT, CRASHED ->
                climb(counted.failed(), evidence, failure, ladder, now);
        };
    }

    /** What happens after no runner took an attempt: nothing was tried, so that nothing is counted. */
    public static RetryDecision afterNobodyTookIt(Tally counted, Instant now) {
        return new RequeueUncounted(counted, now);
    }

    /** A machine may stop once; one that stops each time it has this build is not told from a build that stops machines. */
    private static RetryDecision afterLoss(
            Tally counted, @Nullable String evidence, Failure failure, Ladder ladder, Instant now) {
        return counted.losses() < ladder.losses()
                ? new RequeueUncounted(counted, now)
                : escalate(counted, evidence, failure, List.of(RetryOption.values()));
    }

    /** What the next attempt is told when a person wants one, with the scope that the option asks for. */
    public static @Nullable String promptAddition(RetryOption chosen, @Nullable String evidence) {
        return switch (chosen) {
            case SMALLER -> Evidence.askingFor(Scope.SMALLER, evidence);
            case RETRY, OTHER_AGENT, TAKE_OVER, DROP -> evidence;
        };
    }

    private static RetryDecision climb(
            Tally counted, @Nullable String evidence, Failure failure, Ladder ladder, Instant now) {
        var failures = counted.failures();
        var rung = ladder.after(failures).orElse(null);
        if (rung == null) {
            return escalate(counted, evidence, failure, List.of(RetryOption.values()));
        }
        return new Retry(
                counted,
                now.plus(rung.pause()),
                Evidence.askingFor(rung.scope(), Evidence.of(evidence, failures, failure)));
    }

    private static Escalate escalate(
            Tally counted, @Nullable String evidence, Failure failure, List<RetryOption> options) {
        var choices = options.stream()
                .map(each -> each.word() + " (" + each.meaning() + ")")
                .collect(Collectors.joining(", "));
        return new Escalate(
                counted,
                titled(counted, failure.failureClass()),
                Evidence.oneLine(failure.text()) + " What now: " + choices + "?",
                options.stream().map(RetryOption::word).toList(),
                Evidence.of(
                        evidence,
                        failure.failureClass() == FailureClass.LOST ? counted.losses() : counted.failures(),
                        failure));
    }

    private static String titled(Tally counted, FailureClass failureClass) {
        var what = said(failureClass);
        if (failureClass == FailureClass.LOST) {
            return counted.losses() == 1
                    ? "Its runner was lost"
                    : "Its runner was lost " + counted.losses() + " times in a row";
        }
        return counted.failures() == 1
                ? "It failed: " + what
                : "It failed " + counted.failures() + " times, at last: " + what;
    }

    /** A network that is away does not come back for a smaller task. */
    private static Ladder allOfIt(Ladder ladder) {
        return new Ladder(
                ladder.rungs().stream()
                        .map(each -> new Rung(each.pause(), Scope.SAME))
                        .toList(),
                ladder.losses());
    }

    private static List<RetryOption> optionsWithout(RetryOption useless) {
        return Stream.of(RetryOption.values()).filter(each -> each != useless).toList();
    }

    private static Instant endOfLimit(Failure failure, Instant now) {
        var reset = failure.resetAt();
        return reset != null && reset.isAfter(now) ? reset : now.plus(UNKNOWN_LIMIT);
    }

    /** A failure class in words. */
    static String said(FailureClass failureClass) {
        return switch (failureClass) {
            case AGENT_GAVE_UP -> "the agent gave up";
            case VERIFICATION_FAILED -> "the acceptance check did not pass";
            case TIMED_OUT -> "it took too long";
            case RATE_LIMITED -> "the provider's limit was reached";
            case OUT_OF_BUDGET -> "it cost more than its cap";
            case AUTH -> "the agent is not signed in";
            case CONFIG -> "the agent is not set up right";
            case NETWORK -> "the network failed";
            case LOST -> "the runner was lost";
            case CRASHED -> "the agent crashed";
            case CANCELLED -> "it was stopped";
        };
    }
}
