package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.retry.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A build as it enters a simulation.
 *
 * @param number its place in the list, from zero; what is drawn for it is drawn by this
 * @param after what it depends on
 * @param score its place among those that may start, larger is sooner
 * @param arrives when it is queued
 * @param cap the most an attempt may cost, nano-dollars; absent when any
 */
public record Work(
        int number,
        String id,
        String title,
        Priority priority,
        Category category,
        String kind,
        Duration effort,
        Set<String> tags,
        List<After> after,
        List<String> blockers,
        @Nullable String workspace,
        @Nullable Instant earliestStart,
        Approval approval,
        Tally tally,
        long score,
        Estimate estimate,
        Instant arrives,
        @Nullable Long cap) {
    public Work {
        tags = Set.copyOf(tags);
        after = List.copyOf(after);
        blockers = List.copyOf(blockers);
    }

    /** A dependency on the build of another number. */
    public record After(int number, OnFailure onFailure) {}
}
