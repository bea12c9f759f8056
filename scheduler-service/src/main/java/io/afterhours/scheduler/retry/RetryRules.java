package io.afterhours.scheduler.retry;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.retry.RetryDecision.Escalate;
import io.afterhours.scheduler.retry.RetryDecision.RequeueUncounted;
import io.afterhours.scheduler.retry.RetryDecision.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what happens after a failure; see the package for the ladder. */
public final class RetryRules {
    private RetryRules() {}

    /**
     * What happens next.
     *
     * @param counted what was counted against the build before this
     * @param evidence what this attempt was told of the earlier ones
     */
    public static RetryDecision afterFailure(
            Tally counted, @Nullable String evidence, Failure failure, Ladder ladder, Instant now) {
        var failureClass = failure.failureClass();
        var then = ladder.after(failureClass);
        return switch (then.next()) {
            case CLIMBS -> climb(counted.failed(), evidence, failure, ladder, now);
            case UNCOUNTED -> spare(counted, evidence, failure, ladder, now);
            case PERSON -> escalate(ended(counted, failureClass), evidence, failure, ladder);
        };
    }

    /**
     * What happens next to a build of which the earlier attempts are known: where the last three failed alike and changed nothing, a
     * person is asked instead of taking a rung that is more of the same. A rung by another agent or model is taken.
     *
     * @param tried the attempts that failed, this one the last
     */
    public static RetryDecision afterFailure(
            Tally counted, @Nullable String evidence, Failure failure, Ladder ladder, Instant now, List<Tried> tried) {
        var decision = afterFailure(counted, evidence, failure, ladder, now);
        if (!(decision instanceof Retry retry)
                || retry.rung().agent() != null
                || retry.rung().model() != null) {
            return decision;
        }
        var since = tried.subList(Math.max(0, tried.size() - retry.tally().failures()), tried.size());
        if (!NoProgress.holds(since)) {
            return decision;
        }
        var asked = escalate(counted.failed(), evidence, failure, ladder);
        return new Escalate(
                asked.tally(),
                Wording.stuck(asked.tally(), failure.failureClass()),
                asked.question(),
                asked.options(),
                asked.promptAddition(),
                "The last " + NoProgress.ENOUGH + " attempts failed alike and changed nothing, so a person is asked.");
    }

    /** What happens after no runner took an attempt: nothing was tried, so that nothing is counted. */
    public static RetryDecision afterNobodyTookIt(Tally counted, Instant now) {
        return new RequeueUncounted(counted, now);
    }

    /**
     * What happens to a build that failed together with others, where the fault may lie in that: it goes by itself as if it had not been
     * tried. A network that is away is away for one build too, so after that it waits as it would have alone.
     */
    public static RequeueUncounted afterSplit(Tally counted, FailureClass failureClass, Ladder ladder, Instant now) {
        var wait = failureClass == FailureClass.NETWORK ? ladder.pause(counted.rung(), failureClass) : Duration.ZERO;
        return new RequeueUncounted(counted, now.plus(wait));
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
        var failureClass = failure.failureClass();
        var then = ladder.after(failureClass);
        var number = ladder.next(counted.rung(), then);
        if (number == 0) {
            return escalate(counted, evidence, failure, ladder);
        }
        var rung = ladder.rung(number, then);
        return new Retry(
                counted.on(number, failureClass),
                now.plus(rung.pause()),
                Evidence.askingFor(rung.scope(), Evidence.of(evidence, counted.failures(), failure, rung.prompt())),
                rung,
                Wording.taken(ladder, counted.rung(), number, rung, failureClass));
    }

    /** A machine may stop once; one that stops each time it has this build is not told from a build that stops machines. */
    private static RetryDecision spare(
            Tally before, @Nullable String evidence, Failure failure, Ladder ladder, Instant now) {
        var then = ladder.after(failure.failureClass());
        var counted = then.most() == 0 ? before.spared() : before.lost();
        if (then.most() > 0 && counted.losses() >= then.most()) {
            return escalate(counted, evidence, failure, ladder);
        }
        var reset = failure.resetAt();
        return new RequeueUncounted(counted, reset != null && reset.isAfter(now) ? reset : now.plus(then.pause()));
    }

    private static Tally ended(Tally counted, FailureClass failureClass) {
        if (failureClass == FailureClass.LOST) {
            return counted.lost();
        }
        return Ladder.NEVER_COUNTED.contains(failureClass) ? counted.spared() : counted.failed();
    }

    private static Escalate escalate(Tally counted, @Nullable String evidence, Failure failure, Ladder ladder) {
        var failureClass = failure.failureClass();
        var then = ladder.after(failureClass);
        var uncounted = then.next() == Next.UNCOUNTED || failureClass == FailureClass.LOST;
        return new Escalate(
                counted,
                Wording.title(counted, failureClass, then.next()),
                Wording.sentence(Evidence.oneLine(failure.text())) + " What now: " + Wording.choices(then.options())
                        + "?",
                then.options().stream().map(RetryOption::word).toList(),
                Evidence.of(evidence, uncounted ? counted.losses() : counted.failures(), failure),
                Wording.ended(ladder, counted.rung(), then, failureClass));
    }
}
