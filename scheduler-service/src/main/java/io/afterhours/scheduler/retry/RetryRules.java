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
     * @param failures counted failures of the build before this one
     * @param evidence what this attempt was told of the earlier ones
     */
    public static RetryDecision afterFailure(
            int failures, @Nullable String evidence, Failure failure, Ladder ladder, Instant now) {
        return switch (failure.failureClass()) {
            case LOST, CANCELLED -> new RequeueUncounted(now);
            case RATE_LIMITED -> new RequeueUncounted(endOfLimit(failure, now));
            case AUTH, CONFIG -> escalate(failures + 1, evidence, failure, optionsWithout(RetryOption.SMALLER));
            case OUT_OF_BUDGET -> escalate(failures + 1, evidence, failure, List.of(RetryOption.values()));
            case NETWORK -> climb(failures + 1, evidence, failure, allOfIt(ladder), now);
            case AGENT_GAVE_UP, VERIFICATION_FAILED, TIMED_OUT, CRASHED ->
                climb(failures + 1, evidence, failure, ladder, now);
        };
    }

    /** What the next attempt is told when a person wants one, with the scope that the option asks for. */
    public static @Nullable String promptAddition(RetryOption chosen, @Nullable String evidence) {
        return switch (chosen) {
            case SMALLER -> Evidence.askingFor(Scope.SMALLER, evidence);
            case RETRY, OTHER_AGENT, TAKE_OVER, DROP -> evidence;
        };
    }

    private static RetryDecision climb(
            int failures, @Nullable String evidence, Failure failure, Ladder ladder, Instant now) {
        var rung = ladder.after(failures).orElse(null);
        if (rung == null) {
            return escalate(failures, evidence, failure, List.of(RetryOption.values()));
        }
        return new Retry(
                now.plus(rung.pause()), Evidence.askingFor(rung.scope(), Evidence.of(evidence, failures, failure)));
    }

    private static Escalate escalate(
            int failures, @Nullable String evidence, Failure failure, List<RetryOption> options) {
        var what = said(failure.failureClass());
        var title = failures == 1 ? "It failed: " + what : "It failed " + failures + " times, at last: " + what;
        var choices = options.stream()
                .map(each -> each.word() + " (" + each.meaning() + ")")
                .collect(Collectors.joining(", "));
        return new Escalate(
                title,
                Evidence.oneLine(failure.text()) + " What now: " + choices + "?",
                options.stream().map(RetryOption::word).toList(),
                Evidence.of(evidence, failures, failure));
    }

    /** A network that is away does not come back for a smaller task. */
    private static Ladder allOfIt(Ladder ladder) {
        return new Ladder(ladder.rungs().stream()
                .map(each -> new Rung(each.pause(), Scope.SAME))
                .toList());
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
