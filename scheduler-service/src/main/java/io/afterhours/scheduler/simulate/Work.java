package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.retry.Tally;
import io.afterhours.scheduler.safety.Finding;
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
 * @param concerns what the safety checks saw and nobody allowed
 * @param asked who would do it; with what else it could go together depends on that
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
        @Nullable Long cap,
        List<Finding> concerns,
        Asked asked) {
    public Work {
        tags = Set.copyOf(tags);
        after = List.copyOf(after);
        blockers = List.copyOf(blockers);
        concerns = List.copyOf(concerns);
    }

    /** The same build with what the safety checks see in its text and nobody said is always fine. */
    Work concerning(List<Finding> findings) {
        return with(number, id, after, arrives, findings, asked);
    }

    /** The same build, asked of somebody. */
    Work asking(Asked of) {
        return with(number, id, after, arrives, concerns, of);
    }

    /** The same build under another number and id, after other builds and at another time. */
    Work again(int otherNumber, String otherId, List<After> otherAfter, Instant otherArrives) {
        return with(otherNumber, otherId, otherAfter, otherArrives, concerns, asked);
    }

    private Work with(
            int otherNumber,
            String otherId,
            List<After> otherAfter,
            Instant otherArrives,
            List<Finding> findings,
            Asked of) {
        return new Work(
                otherNumber,
                otherId,
                title,
                priority,
                category,
                kind,
                effort,
                tags,
                otherAfter,
                blockers,
                workspace,
                earliestStart,
                approval,
                tally,
                score,
                estimate,
                otherArrives,
                cap,
                findings,
                of);
    }

    /**
     * Who is asked, and how.
     *
     * @param promptLength characters of its prompt
     */
    public record Asked(String agent, @Nullable String model, String pool, int promptLength) {
        static final Asked CLAUDE = new Asked("claude", null, "default", 100);
    }

    /** A dependency on the build of another number. */
    public record After(int number, OnFailure onFailure) {}
}
