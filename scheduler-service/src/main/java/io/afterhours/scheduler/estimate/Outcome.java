package io.afterhours.scheduler.estimate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that succeeded.
 *
 * @param effort how long the person said it would take a person
 * @param took from the start of the agent to the end of its acceptance command
 * @param costNanos nano-dollars; absent where nothing was reported or a model has no price, which is not zero
 */
public record Outcome(
        String agent,
        @Nullable String model,
        Duration effort,
        Duration took,
        @Nullable Long costNanos) {}
