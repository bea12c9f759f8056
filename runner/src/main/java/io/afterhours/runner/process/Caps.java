package io.afterhours.runner.process;

import java.time.Duration;

/**
 * The limits of one process tree.
 *
 * @param wallClock how long it may run
 * @param idle how long it may be silent
 * @param outputBytes how much it may print before it is stopped
 * @param lineLength longest line in bytes; the rest of a longer one is dropped
 * @param grace time between SIGTERM and SIGKILL
 */
public record Caps(Duration wallClock, Duration idle, long outputBytes, int lineLength, Duration grace) {
    public Caps {
        if (wallClock.isNegative() || wallClock.isZero() || idle.isNegative() || idle.isZero() || grace.isNegative()) {
            throw new IllegalArgumentException(
                    "Durations of caps are positive: " + wallClock + ", " + idle + ", " + grace);
        }
        if (outputBytes < 1 || lineLength < 1) {
            throw new IllegalArgumentException("Sizes of caps are positive: " + outputBytes + ", " + lineLength);
        }
    }

    public Caps withWallClock(Duration other) {
        return new Caps(other, idle, outputBytes, lineLength, grace);
    }
}
