package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.policy.Applicant;
import io.afterhours.scheduler.safety.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A build that could start, with the facts that decide whether it does.
 *
 * @param effort what the bands' limits are held against
 * @param expected how long an attempt should take (p50); used to look ahead, never to decide
 * @param atMost how long nine of ten attempts stay under (p90); what must be over before a band ends
 * @param mayCost what nine of ten attempts cost no more than (p90), nano-dollars; what is reserved for it
 * @param blockers sentences that say what stands in the way
 * @param concerns what the safety checks saw and nobody allowed
 * @param workspace the folder it works in; two live attempts never share one
 * @param earliestStart not before this, as the person asked
 * @param retryAt not before this, as the retry ladder asks
 * @param agent who would do it; absent where nobody asks for providers' limits, as in a simulation
 */
public record Candidate(
        String id,
        String title,
        Priority priority,
        Category category,
        String kind,
        Approval approval,
        Duration effort,
        Duration expected,
        Duration atMost,
        long mayCost,
        Set<String> tags,
        List<Prerequisite> dependsOn,
        List<String> blockers,
        List<Finding> concerns,
        @Nullable String workspace,
        @Nullable Instant earliestStart,
        @Nullable Instant retryAt,
        @Nullable String agent) {
    public Candidate {
        tags = Set.copyOf(tags);
        dependsOn = List.copyOf(dependsOn);
        blockers = List.copyOf(blockers);
        concerns = List.copyOf(concerns);
    }

    /** A candidate in whose text nothing was seen, and that any agent would do. */
    public Candidate(
            String id,
            String title,
            Priority priority,
            Category category,
            String kind,
            Approval approval,
            Duration effort,
            Duration expected,
            Duration atMost,
            long mayCost,
            Set<String> tags,
            List<Prerequisite> dependsOn,
            List<String> blockers,
            @Nullable String workspace,
            @Nullable Instant earliestStart,
            @Nullable Instant retryAt) {
        this(
                id,
                title,
                priority,
                category,
                kind,
                approval,
                effort,
                expected,
                atMost,
                mayCost,
                tags,
                dependsOn,
                blockers,
                List.of(),
                workspace,
                earliestStart,
                retryAt,
                null);
    }

    /** The same with what the safety checks saw and nobody allowed. */
    public Candidate concerning(List<Finding> findings) {
        return with(dependsOn, findings, agent);
    }

    /** The same, done by that agent. */
    public Candidate by(@Nullable String other) {
        return with(dependsOn, concerns, other);
    }

    Applicant asApplicant() {
        return new Applicant(priority, category, kind, effort, atMost, tags, approval == Approval.GRANTED);
    }

    /** The same with its dependencies as they stand then. */
    public Candidate with(List<Prerequisite> changed) {
        return with(changed, concerns, agent);
    }

    private Candidate with(List<Prerequisite> changed, List<Finding> findings, @Nullable String other) {
        return new Candidate(
                id,
                title,
                priority,
                category,
                kind,
                approval,
                effort,
                expected,
                atMost,
                mayCost,
                tags,
                changed,
                blockers,
                findings,
                workspace,
                earliestStart,
                retryAt,
                other);
    }
}
