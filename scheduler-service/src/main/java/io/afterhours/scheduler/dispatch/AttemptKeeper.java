package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Severity;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
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
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.retry.RetryDecision;
import io.afterhours.scheduler.retry.RetryRules;
import io.afterhours.scheduler.retry.Rung;
import io.afterhours.scheduler.retry.Told;
import io.afterhours.scheduler.retry.Tried;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps attempts in step with what their runners say. Whoever shows no current fence is told to stop, and what it says is
 * kept beside the attempt and never merged.
 */
@ApplicationScoped
public class AttemptKeeper {
    private final AttemptStore attempts;
    private final Attempts orders;
    private final BuildStore builds;
    private final BuildEvents events;
    private final Escalations escalations;
    private final ControlStore control;
    private final Companions companions;
    private final DispatchConfig config;
    private final PoolKeeper pools;
    private final LimitKeeper limits;
    private final SafetyKeeper safety;
    private final PlanningWake planning;
    private final InstantSource clock;

    AttemptKeeper(
            AttemptStore attempts,
            Attempts orders,
            BuildStore builds,
            BuildEvents events,
            Escalations escalations,
            ControlStore control,
            Companions companions,
            DispatchConfig config,
            PoolKeeper pools,
            LimitKeeper limits,
            SafetyKeeper safety,
            PlanningWake planning,
            InstantSource clock) {
        this.attempts = attempts;
        this.orders = orders;
        this.builds = builds;
        this.events = events;
        this.escalations = escalations;
        this.control = control;
        this.companions = companions;
        this.config = config;
        this.pools = pools;
        this.limits = limits;
        this.safety = safety;
        this.planning = planning;
        this.clock = clock;
    }

    /** Renews leases; a runner that beats for an attempt that is no longer its own is told to end it. */
    void renew(Handle tx, String runner, Map<String, Long> fences) {
        var lost = new HashMap<>(fences);
        attempts.renew(tx, runner, fences, config.lease()).forEach(lost::remove);
        lost.forEach((session, fence) -> attempts.find(tx, session)
                .ifPresent(attempt -> orders.orderStop(
                        tx,
                        runner,
                        session,
                        attempt.build(),
                        fence,
                        "the attempt is " + attempt.state().word() + " here")));
    }

    void taken(Handle tx, String runner, AttemptTaken taken) {
        current(tx, runner, taken.session(), taken.build(), taken.fence()).ifPresent(attempt -> {
            pools.taken(tx, attempt.pool(), runner);
            events.note(
                    tx,
                    attempt.build(),
                    "taken",
                    "Attempt " + attempt.number() + " taken by " + runner + ".",
                    clock.instant());
        });
    }

    void started(Handle tx, String runner, AttemptStarted started) {
        current(tx, runner, started.session(), started.build(), started.fence()).ifPresent(attempt -> {
            if (attempt.state() == State.DISPATCHED) {
                attempts.begin(tx, attempt.session(), State.RUNNING, past(started.at()), started.branch());
                step(tx, attempt, Life.Live::start, "started", "Runs at " + runner + ".");
            }
        });
    }

    void verifying(Handle tx, String runner, AttemptVerifying verifying) {
        current(tx, runner, verifying.session(), verifying.build(), verifying.fence())
                .ifPresent(attempt -> {
                    attempts.begin(tx, attempt.session(), State.VERIFYING, null, null);
                    step(
                            tx,
                            attempt,
                            Life.Live::verify,
                            "verifying",
                            "The agent says done; the acceptance command runs.");
                });
    }

    void finished(Handle tx, String runner, AttemptFinished finished) {
        var found = current(tx, runner, finished.session(), finished.build(), finished.fence());
        if (found.isEmpty()) {
            keepLate(tx, runner, finished);
            return;
        }
        var attempt = found.get();
        attempts.noteResult(tx, attempt.session(), finished.summary(), finished.branch(), finished.commits());
        var failure = stoppedForCost(tx, attempt, finished.failure());
        if (failure == null) {
            attempts.end(tx, attempt.session(), State.SUCCEEDED, null, past(finished.at()));
            step(tx, attempt, Life.Live::finish, "finished", summaryOf(finished));
        } else {
            attempts.end(tx, attempt.session(), endOf(failure), failure, past(finished.at()));
            afterFailure(tx, attempt, failure, finished.resumable());
        }
        tx.afterCommit(planning::wake);
    }

    /** Ends an attempt whose runner fell silent; its build goes back to the queue, unless too many in a row were lost with it. */
    void lost(Handle tx, Attempt attempt) {
        var text = attempt.runner() == null
                ? "No runner took it in time."
                : "Nothing was heard of it from " + attempt.runner() + " for "
                        + config.lease().toSeconds() + " s.";
        var lost = new Failure(FailureClass.LOST, text, null, null);
        var failure = Objects.requireNonNull(stoppedForCost(tx, attempt, lost));
        attempts.end(tx, attempt.session(), State.LOST, failure, clock.instant());
        orders.orderStop(tx, attempt, "the lease is over");
        if (attempt.runner() == null) {
            pools.untaken(tx, attempt);
        }
        afterFailure(tx, attempt, failure, false);
        tx.afterCommit(planning::wake);
    }

    /** Ends an attempt for the sake of its host; its build goes back to the queue, and nothing is counted against it. */
    void stop(Handle tx, Attempt attempt, String why) {
        builds.lock(tx, attempt.build());
        if (!attempts.find(tx, attempt.session()).orElseThrow().state().isLive()) {
            return;
        }
        var failure = new Failure(FailureClass.CANCELLED, why, null, null);
        attempts.end(tx, attempt.session(), State.CANCELLED, failure, clock.instant());
        orders.orderStop(tx, attempt, why);
        afterFailure(tx, attempt, failure, false);
        tx.afterCommit(planning::wake);
    }

    /** What its runner says of an attempt that was being stopped for its cost is why it was; one that was done before is done. */
    private @Nullable Failure stoppedForCost(Handle tx, Attempt attempt, @Nullable Failure said) {
        if (said == null
                || (said.failureClass() != FailureClass.CANCELLED && said.failureClass() != FailureClass.LOST)) {
            return said;
        }
        return attempts.overCap(tx, attempt.session())
                .map(why -> new Failure(FailureClass.OUT_OF_BUDGET, why, said.evidence(), null))
                .orElse(said);
    }

    private void afterFailure(Handle tx, Attempt attempt, Failure failure, boolean resumable) {
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
        var about = about(attempt, failure);
        switch (decision) {
            case RetryDecision.Retry retry -> {
                var given = given(tx, attempt, build, retry.rung());
                // A session is its agent's own: no other can take it up.
                var resumed = Objects.equals(given.agent(), build.agent()) ? resume : null;
                var noted = builds.noteFailure(tx, given, retry.tally(), retry.at(), retry.promptAddition(), resumed);
                step(
                        tx,
                        about,
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
                step(
                        tx,
                        about,
                        noted,
                        Life.Live::retry,
                        failure.failureClass() == FailureClass.LOST ? "lost" : "retrying",
                        failure.text());
            }
            case RetryDecision.Escalate escalate -> {
                var noted = builds.noteFailure(tx, build, escalate.tally(), null, escalate.promptAddition(), resume);
                step(tx, about, noted, Life.Live::escalate, "escalated", failure.text() + " " + escalate.words());
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
            return new RetryDecision.RequeueUncounted(build.tally(), now);
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

    /** What a runner's clock says, unless it runs ahead. The message is not put aside for it: a result must not be lost. */
    private Instant past(Instant said) {
        var now = clock.instant();
        return said.isAfter(now) ? now : said;
    }

    private HumanTime times() {
        return new HumanTime(clock.instant(), control.zone());
    }

    /** A runner that was killed and is back says itself what it lost. */
    private static State endOf(Failure failure) {
        return switch (failure.failureClass()) {
            case CANCELLED -> State.CANCELLED;
            case LOST -> State.LOST;
            case AGENT_GAVE_UP,
                    VERIFICATION_FAILED,
                    TIMED_OUT,
                    RATE_LIMITED,
                    OUT_OF_BUDGET,
                    AUTH,
                    CONFIG,
                    NETWORK,
                    CRASHED -> State.FAILED;
        };
    }

    private static Severity severityOf(Build build) {
        return switch (build.priority()) {
            case URGENT -> Severity.URGENT;
            case HIGH -> Severity.HIGH;
            case MEDIUM, LOW -> Severity.MEDIUM;
        };
    }

    /**
     * The attempt, if it is live, that runner's, and of that fence; its lease is renewed. The build's row is held first, as by
     * whoever else changes both, so that nobody waits for each other.
     */
    private Optional<Attempt> current(Handle tx, String runner, String session, String build, long fence) {
        builds.lock(tx, BuildId.parse("build", build));
        if (!attempts.renew(tx, runner, Map.of(session, fence), config.lease()).isEmpty()) {
            return attempts.find(tx, session);
        }
        attempts.find(tx, session)
                .ifPresent(attempt -> orders.orderStop(
                        tx,
                        runner,
                        session,
                        BuildId.parse("build", build),
                        fence,
                        "the attempt is " + attempt.state().word() + " here"));
        return Optional.empty();
    }

    private void keepLate(Handle tx, String runner, AttemptFinished finished) {
        attempts.find(tx, finished.session()).ifPresent(attempt -> {
            if (attempt.state() == State.SUCCEEDED || attempt.state() == State.FAILED) {
                return;
            }
            var failure = finished.failure();
            var said = failure == null ? "succeeded" : failure.failureClass().word() + ": " + failure.text();
            var text = "Late result of attempt " + attempt.number() + " from " + runner + " refused, because it is "
                    + attempt.state().word() + ": " + said;
            attempts.noteLate(tx, attempt.session(), text);
            events.note(tx, attempt.build(), "late-result", text, clock.instant());
        });
    }

    private void step(Handle tx, Attempt attempt, Function<Life.Live, Life> transition, String event, String text) {
        var build = builds.lock(tx, attempt.build()).orElseThrow();
        step(tx, about(attempt, null), build, transition, event, text);
    }

    private static BuildEvents.About about(Attempt attempt, @Nullable Failure failure) {
        return new BuildEvents.About(
                attempt.session(),
                attempt.number(),
                attempt.agent(),
                attempt.model(),
                attempt.runner(),
                failure == null ? null : failure.failureClass());
    }

    private void step(
            Handle tx,
            BuildEvents.About about,
            Build build,
            Function<Life.Live, Life> transition,
            String event,
            String text) {
        var live = build.life().as(Life.Live.class);
        if (live.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        var moved = builds.move(tx, build, transition.apply(live.get()).state(), now);
        events.say(tx, moved, about, event, text, now);
    }

    private static String summaryOf(AttemptFinished finished) {
        var commits = switch (finished.commits().size()) {
            case 0 -> "";
            case 1 -> ", 1 commit";
            default -> ", " + finished.commits().size() + " commits";
        };
        return "Finished in attempt " + finished.number() + commits + ".";
    }
}
