package io.afterhours.scheduler.retry;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import java.time.Duration;
import java.time.Instant;

/** Failures, and what went before them. */
final class Failures {
    static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    static final Ladder STANDARD = Ladder.standard();

    private Failures() {}

    static Tally failed(int failures) {
        return new Tally(failures, 0, failures, failures == 0 ? null : FailureClass.CRASHED);
    }

    static Failure failure(FailureClass failureClass) {
        return failure(failureClass, "`make test` exited with 1.", "FAILED two_and_two\nexpected 4, was 5\n");
    }

    static Failure failure(FailureClass failureClass, String text, String evidence) {
        return new Failure(failureClass, text, evidence, null);
    }

    static Rung rung(int minutes) {
        return new Rung(Duration.ofMinutes(minutes), Scope.SAME);
    }
}
