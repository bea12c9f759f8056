package io.afterhours.scheduler.planning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is out with a runner and holds a slot.
 *
 * @param build the id of its build
 * @param expectedEnd when it should be done; absent when nobody knows
 */
public record LiveAttempt(
        String build,
        String title,
        @Nullable String workspace,
        @Nullable Instant expectedEnd) {}
