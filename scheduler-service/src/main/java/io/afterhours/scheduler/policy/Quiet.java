package io.afterhours.scheduler.policy;

/** Hours in which little or nothing starts, whatever the bands say. */
public record Quiet(QuietLevel level, Hours hours) {
    public Quiet {
        if (level == QuietLevel.NONE) {
            throw new IllegalArgumentException("quiet hours are soft or hard");
        }
    }
}
