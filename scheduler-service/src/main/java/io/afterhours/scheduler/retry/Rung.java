package io.afterhours.scheduler.retry;

import io.afterhours.contracts.InvalidEvent;
import java.time.Duration;

/** One more try: how long to wait for it and how much to ask of it. */
public record Rung(Duration pause, Scope scope) {
    public Rung {
        if (pause.isNegative()) {
            throw new InvalidEvent("pause", "zero or more", pause);
        }
    }
}
