package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final Steps steps;
    private final FailureKeeper failures;
    private final DispatchConfig config;
    private final PoolKeeper pools;
    private final PlanningWake planning;
    private final InstantSource clock;

    AttemptKeeper(
            AttemptStore attempts,
            Attempts orders,
            BuildStore builds,
            BuildEvents events,
            Steps steps,
            FailureKeeper failures,
            DispatchConfig config,
            PoolKeeper pools,
            PlanningWake planning,
            InstantSource clock) {
        this.attempts = attempts;
        this.orders = orders;
        this.builds = builds;
        this.events = events;
        this.steps = steps;
        this.failures = failures;
        this.config = config;
        this.pools = pools;
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
                steps.take(tx, attempt, Life.Live::start, "started", "Runs at " + runner + ".");
            }
        });
    }

    void verifying(Handle tx, String runner, AttemptVerifying verifying) {
        current(tx, runner, verifying.session(), verifying.build(), verifying.fence())
                .ifPresent(attempt -> {
                    attempts.begin(tx, attempt.session(), State.VERIFYING, null, null);
                    steps.take(
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
            steps.take(tx, attempt, Life.Live::finish, "finished", summaryOf(finished));
        } else {
            attempts.end(tx, attempt.session(), endOf(failure), failure, past(finished.at()));
            failures.failed(tx, attempt, failure, finished.resumable());
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
        failures.failed(tx, attempt, failure, false);
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
        failures.failed(tx, attempt, failure, false);
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

    /** What a runner's clock says, unless it runs ahead. The message is not put aside for it: a result must not be lost. */
    private Instant past(Instant said) {
        var now = clock.instant();
        return said.isAfter(now) ? now : said;
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
            attempts.noteLate(tx, attempt.session(), text, finished.branch());
            events.note(tx, attempt.build(), "late-result", text, clock.instant());
        });
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
