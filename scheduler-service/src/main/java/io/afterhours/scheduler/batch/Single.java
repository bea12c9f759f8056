package io.afterhours.scheduler.batch;

import io.afterhours.scheduler.estimate.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * A build that is ready to start by itself and could go together with others: nobody's answer, no other build and no time is
 * waited for, and it was not tried yet.
 *
 * @param promptLength characters of its prompt
 * @param capped whether its cost is capped
 */
public record Single(
        String id, String title, Similarity similarity, int promptLength, boolean capped, Estimate estimate) {
    /** What two builds must have in common to go together. */
    public record Similarity(
            String kind,
            String agent,
            @Nullable String model,
            @Nullable String workspace,
            String pool) {}
}
