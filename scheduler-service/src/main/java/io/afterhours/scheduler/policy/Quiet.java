package io.afterhours.scheduler.policy;

import io.afterhours.contracts.InvalidEvent;

/** Hours in which little or nothing starts, whatever the bands say. */
public record Quiet(QuietLevel level, Hours hours) {
    public Quiet {
        if (level == QuietLevel.NONE) {
            throw new InvalidEvent("level", "soft or hard", level.word());
        }
    }
}
