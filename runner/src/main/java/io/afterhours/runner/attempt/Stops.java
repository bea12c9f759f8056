package io.afterhours.runner.attempt;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.process.StopReason;

/** What it means for an attempt that its process tree was stopped. */
final class Stops {
    private Stops() {}

    static Failure failure(StopReason reason, String evidence) {
        return switch (reason) {
            case REQUESTED -> of(FailureClass.CANCELLED, "It was stopped as asked.", evidence);
            case WALL_CLOCK -> of(FailureClass.TIMED_OUT, "It ran longer than it may.", evidence);
            case IDLE -> of(FailureClass.TIMED_OUT, "It was silent longer than it may be.", evidence);
            case OUTPUT -> of(FailureClass.CRASHED, "It printed more than it may.", evidence);
            case FENCED ->
                of(FailureClass.LOST, "The scheduler could not be reached before the lease was over.", evidence);
            case SHUTDOWN -> of(FailureClass.LOST, "The runner was stopped.", evidence);
        };
    }

    private static Failure of(FailureClass failureClass, String text, String evidence) {
        return new Failure(failureClass, text, evidence.isBlank() ? null : evidence, null);
    }
}
