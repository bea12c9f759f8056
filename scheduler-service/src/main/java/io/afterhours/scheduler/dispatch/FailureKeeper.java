package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Severity;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.batch.BatchRules;
import io.afterhours.scheduler.batching.Companions;
import io.afterhours.scheduler.clearance.SafetyKeeper;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.escalation.Answers;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.HumanTime;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.retry.RetryDecision;
import io.afterhours.scheduler.retry.RetryRules;
import io.afterhours.scheduler.retry.Rung;
import io.afterhours.scheduler.retry.Told;
import io.afterhours.scheduler.retry.Tried;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Decides what follows the failure of an attempt, and does it: another try, a question to the person, or neither. */
@ApplicationScoped
class FailureKeeper {
    private final AttemptStore attempts;
    private final BuildStore builds;
    private final Steps steps;
    private final Escalations escalations;
    private final ControlStore control;
    private final Companions companions;
    private final LimitKeeper limits;
    private final SafetyKeeper safety;
    private final InstantSource clock;

    FailureKeeper(
            AttemptStore attempts,
            BuildStore builds,
            Steps steps,
            Escalations escalations,
            ControlStore control,
            Companions companions,
            LimitKeeper limits,
            SafetyKeeper safety,
            InstantSource clock) {
        this.attempts = attempts;
        this.builds = builds;
        this.steps = steps;
        this.escalations = escalations;
        this.control = control;
        this.companions = companions;
        this.limits = limits;
        this.safety = safety;
        this.clock = clock;
    }

    /** An attempt, which has ended by now, failed of this. */
    void failed(Handle tx, Attempt attempt, Failure failure, boolean resumable) {
        var build = builds.lock(tx, attempt.build()).orElseThrow();
        var decision = decision(tx, attempt, build, failure);
        if (failure.failureClass() == FailureClass.RATE_LIMITED) {
            limits.met(tx, attempt, failure);
            // The limit holds it, with all others of its agent; a time of its own would hold it when the limit is
            // lifted. A ladder that sends it to the person does so all the same.
            if (decision instanceof RetryDecision.RequeueUncounted) {
                decision = new RetryDecision.RequeueUncounted(decision.tally(), clock.instant());
            }
        }
        if (attempt.batch() != null) {
            companions.split(tx, attempt.batch(), attempt.build());
        }
        var resume = resumable ? attempt.session() : null;
        switch (decision) {
            case RetryDecision.Retry retry -> {
                var given = given(tx, attempt, build, retry.rung());
                // A session is its agent's own: no other can take it up.
                var resumed = Objects.equals(given.agent(), build.agent()) ? resume : null;
                var noted = builds.noteFailure(tx, given, retry.tally(), retry.at(), retry.promptAddition(), resumed);
                steps.take(
                        tx,
                        attempt,
                        failure.failureClass(),
                        noted,
                        Life.Live::retry,
                        "retrying",
                        failure.text() + " Next try at " + times().noted(retry.at()) + ", " + retry.words());
                if (retry.rung().tells() == Told.PERSON) {
                    escalations.raise(tx, goingOn(attempt, build, failure, retry));
                }
                safety.lookAgain(tx, build, given);
            }
            case RetryDecision.RequeueUncounted requeue -> {
                var noted = builds.noteFailure(tx, build, requeue.tally(), requeue.at(), build.evidence(), resume);
                steps.take(
                        tx,
                        attempt,
                        failure.failureClass(),
                        noted,
                        Life.Live::retry,
                        failure.failureClass() == FailureClass.LOST ? "lost" : "retrying",
                        failure.text());
            }
            case RetryDecision.Escalate escalate -> {
                var noted = builds.noteFailure(tx, build, escalate.tally(), null, escalate.promptAddition(), resume);
                steps.take(
                        tx,
                        attempt,
                        failure.failureClass(),
                        noted,
                        Life.Live::escalate,
                        "escalated",
                        failure.text() + " " + escalate.words());
                escalations.raise(
                        tx,
                        Question.about(build.id(), "failure", severityOf(build), escalate.title())
                                .asking(escalate.question(), escalate.options())
                                .by(attempt.agent(), attempt.session())
                                .showing(shown(tx, noted, failure)));
            }
        }
    }

    /** The build by whom and with what the rung asks for; another agent starts with its own model. */
    private Build given(Handle tx, Attempt attempt, Build build, Rung rung) {
        var agent = rung.agent() == null || rung.agent().equals(attempt.agent()) ? build.agent() : rung.agent();
        var model = rung.model() != null || !Objects.equals(agent, build.agent()) ? rung.model() : build.model();
        return Objects.equals(agent, build.agent()) && Objects.equals(model, build.model())
                ? build
                : builds.assign(tx, build, agent, model);
    }

    /** Tells the person of a try to come; who says nothing lets it come. */
    private Question goingOn(Attempt attempt, Build build, Failure failure, RetryDecision.Retry retry) {
        return Question.about(build.id(), "retry", Severity.LOW, "It is tried again at " + times().noted(retry.at()))
                .asking(failure.text() + " The next try is " + retry.words(), List.of(Answers.GO_ON, "cancel"))
                .unlessAnswered(Answers.GO_ON, retry.at())
                .by(attempt.agent(), attempt.session())
                .showing(failure.evidence());
    }

    private RetryDecision decision(Handle tx, Attempt attempt, Build build, Failure failure) {
        var now = clock.instant();
        if (attempt.batch() != null && BatchRules.splits(failure.failureClass())) {
            return RetryRules.afterSplit(build.tally(), failure.failureClass(), control.ladder(tx), now);
        }
        return attempt.runner() == null
                ? RetryRules.afterNobodyTookIt(build.tally(), now)
                : RetryRules.afterFailure(
                        build.tally(), build.evidence(), failure, control.ladder(tx), now, tried(tx, build.id()));
    }

    /** The attempts at a build that failed of themselves, this one among them. */
    private List<Tried> tried(Handle tx, BuildId build) {
        return attempts.of(tx, List.of(build.number())).getOrDefault(build.number(), List.of()).stream()
                .filter(each -> each.state() == State.FAILED)
                .flatMap(each -> Optional.ofNullable(each.failure()).stream()
                        .filter(failure -> !Ladder.NEVER_COUNTED.contains(failure.failureClass()))
                        .map(failure -> new Tried(failure, !each.commits().isEmpty())))
                .toList();
    }

    /** A runner that was lost left nothing to show but that it was, and when. */
    private @Nullable String shown(Handle tx, Build build, Failure failure) {
        if (failure.failureClass() != FailureClass.LOST) {
            return failure.evidence();
        }
        var number = build.id().number();
        return LossReport.of(
                attempts.of(tx, List.of(number)).getOrDefault(number, List.of()),
                build.tally().losses(),
                times());
    }

    private HumanTime times() {
        return new HumanTime(clock.instant(), control.zone());
    }

    private static Severity severityOf(Build build) {
        return switch (build.priority()) {
            case URGENT -> Severity.URGENT;
            case HIGH -> Severity.HIGH;
            case MEDIUM, LOW -> Severity.MEDIUM;
        };
    }
}
