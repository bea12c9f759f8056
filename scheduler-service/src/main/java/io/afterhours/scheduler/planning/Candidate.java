package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.policy.Applicant;
import io.afterhours.scheduler.safety.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
 * @param model what its agent would use; absent where the agent chooses
 * @param outUntil not before this, because a person took it out of a night's plan
 * @param place its place among those that a person put first for the night, from 1; absent for all others
 * @param deadline when the person wants it done; told, never asked: it changes neither what starts nor the order
 * @param along who starts with it as one attempt; what it takes and costs is of all of them together
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
        @Nullable String agent,
        @Nullable String model,
        @Nullable Instant outUntil,
        @Nullable Integer place,
        @Nullable Instant deadline,
        Along along) {
    public Candidate {
        tags = Set.copyOf(tags);
        dependsOn = List.copyOf(dependsOn);
        blockers = List.copyOf(blockers);
        concerns = List.copyOf(concerns);
    }

    /** A candidate in whose text nothing was seen, that any agent would do, and of which nobody asked anything. */
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
                null,
                null,
                null,
                null,
                null,
                Along.NOBODY);
    }

    /** The same with what the safety checks saw and nobody allowed. */
    public Candidate concerning(List<Finding> findings) {
        return with(dependsOn, findings, agent, model, outUntil, place, deadline, along);
    }

    /** The same, done by that agent. */
    public Candidate by(@Nullable String other) {
        return by(other, model);
    }

    /** The same, done by that agent with that model. */
    public Candidate by(@Nullable String other, @Nullable String using) {
        return with(dependsOn, concerns, other, using, outUntil, place, deadline, along);
    }

    /** It and those that go along with it. */
    List<Candidate> together() {
        return along.builds().isEmpty()
                ? List.of(this)
                : Stream.concat(Stream.of(this), along.builds().stream()).toList();
    }

    /** Whether there is nothing of its own that could hold it at any time. */
    boolean isFree() {
        return dependsOn.isEmpty()
                && blockers.isEmpty()
                && concerns.isEmpty()
                && approval != Approval.NEEDED
                && outUntil == null
                && earliestStart == null
                && retryAt == null;
    }

    public Applicant asApplicant() {
        return new Applicant(priority, category, kind, effort, atMost, tags, approval == Approval.GRANTED);
    }

    /** The same with its dependencies as they stand then. */
    public Candidate with(List<Prerequisite> changed) {
        return with(changed, concerns, agent, model, outUntil, place, deadline, along);
    }

    /** The same with what a person asked of it for the night; nothing where the wish is absent or its night is over. */
    public Candidate asked(@Nullable NightWish wish, Instant now) {
        return wish == null || !wish.until().isAfter(now)
                ? this
                : with(
                        dependsOn,
                        concerns,
                        agent,
                        model,
                        wish.isOut() ? wish.until() : null,
                        wish.place(),
                        deadline,
                        along);
    }

    /** The same, wanted by then. */
    public Candidate due(@Nullable Instant by) {
        return with(dependsOn, concerns, agent, model, outUntil, place, by, along);
    }

    /** The same in an order that a person gave. */
    Candidate at(@Nullable Integer other) {
        return with(dependsOn, concerns, agent, model, outUntil, other, deadline, along);
    }

    /** The same with those that go along with it. */
    Candidate leading(Along company) {
        return with(dependsOn, concerns, agent, model, outUntil, place, deadline, company);
    }

    private Candidate with(
            List<Prerequisite> changed,
            List<Finding> findings,
            @Nullable String by,
            @Nullable String using,
            @Nullable Instant out,
            @Nullable Integer placed,
            @Nullable Instant due,
            Along company) {
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
                by,
                using,
                out,
                placed,
                due,
                company);
    }
}
