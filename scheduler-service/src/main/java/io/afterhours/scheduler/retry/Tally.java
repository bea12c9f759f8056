package io.afterhours.scheduler.retry;

import io.afterhours.contracts.runner.FailureClass;
import org.jspecify.annotations.Nullable;

/**
 * What is counted against a build, and where on the ladder it stands.
 *
 * @param failures attempts that failed since a person last had it tried from the start
 * @param losses times in a row that it came back uncounted of a class that may do so only so often: runners lost with it
 * @param rung the last rung it took; 0 before the first
 * @param climbed the class of the failure after which it took that rung; absent before the first
 */
public record Tally(
        int failures, int losses, int rung, @Nullable FailureClass climbed) {
    public static final Tally NOTHING = new Tally(0, 0, 0, null);

    /** On no rung yet. */
    public Tally(int failures, int losses) {
        this(failures, losses, 0, null);
    }

    Tally failed() {
        return new Tally(failures + 1, 0, rung, climbed);
    }

    /** Ended without a failure of its own, by a runner that was there to say so. */
    Tally spared() {
        return new Tally(failures, 0, rung, climbed);
    }

    Tally lost() {
        return new Tally(failures, losses + 1, rung, climbed);
    }

    Tally on(int number, FailureClass after) {
        return new Tally(failures, losses, number, after);
    }
}
