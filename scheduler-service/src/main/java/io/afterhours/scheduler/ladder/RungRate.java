package io.afterhours.scheduler.ladder;

import io.afterhours.contracts.runner.FailureClass;
import org.jspecify.annotations.Nullable;

/**
 * How often a rung that was taken after a failure of one class led to a finished build.
 *
 * @param rung from 1
 * @param tried attempts on that rung that came to an end of their own
 * @param done those of them that succeeded
 */
public record RungRate(int rung, FailureClass after, long tried, long done) {
    /** Fewer cases than this say nothing. */
    public static final int LEAST = 5;

    /** From 0 to 1; absent where there are too few cases. */
    public @Nullable Double rate() {
        return tried < LEAST ? null : (double) done / tried;
    }
}
