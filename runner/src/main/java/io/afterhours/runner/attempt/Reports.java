package io.afterhours.runner.attempt;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptHeartbeat;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.runner.process.PlainText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the scheduler is told of an attempt, each time with its fence. */
final class Reports {
    private final Outlet outlet;
    private final String runner;
    private final AttemptDispatched attempt;
    private final InstantSource clock;

    Reports(Outlet outlet, String runner, AttemptDispatched attempt, InstantSource clock) {
        this.outlet = outlet;
        this.runner = runner;
        this.attempt = attempt;
        this.clock = clock;
    }

    /** Completes when the scheduler will hear of it. */
    CompletionStage<Void> taken() {
        return say("taken", new AttemptTaken(attempt.session(), attempt.build(), attempt.number(), attempt.fence()));
    }

    /**
     * The agent runs.
     *
     * @param branch where it works, if that is a worktree
     */
    void started(@Nullable String branch) {
        say(
                "started",
                new AttemptStarted(
                        attempt.session(),
                        attempt.build(),
                        attempt.number(),
                        attempt.fence(),
                        branch,
                        clock.instant()));
    }

    void verifying() {
        say(
                "verifying",
                new AttemptVerifying(
                        attempt.session(), attempt.build(), attempt.number(), attempt.fence(), clock.instant()));
    }

    void finished(Result result, Instant startedAt) {
        var failure = result.failure();
        var summary = result.summary();
        say(
                "finished",
                new AttemptFinished(
                        attempt.session(),
                        attempt.build(),
                        attempt.number(),
                        attempt.fence(),
                        failure == null,
                        failure,
                        summary == null ? null : PlainText.cut(summary, Check.LONG_TEXT),
                        result.harvest().branch(),
                        result.harvest().commits(),
                        result.resumable(),
                        startedAt,
                        clock.instant()));
    }

    /** That it is alive; completes when that was acknowledged, and fails when too much else waits. */
    CompletionStage<Void> heartbeat() {
        return outlet.publishIfRoom(
                new Subject.OfRunner(runner, "heartbeat"),
                new AttemptHeartbeat(attempt.session(), attempt.build(), attempt.number(), attempt.fence()));
    }

    private CompletionStage<Void> say(String event, Record record) {
        return outlet.publish(new Subject.OfRunner(runner, event), record);
    }
}
