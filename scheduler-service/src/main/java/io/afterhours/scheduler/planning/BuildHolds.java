package io.afterhours.scheduler.planning;

import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.planning.Verdict.ApprovalNeeded;
import io.afterhours.scheduler.planning.Verdict.Blocked;
import io.afterhours.scheduler.planning.Verdict.DependencyFailed;
import io.afterhours.scheduler.planning.Verdict.DependencyOpen;
import io.afterhours.scheduler.planning.Verdict.RetryWait;
import io.afterhours.scheduler.planning.Verdict.TakenOut;
import io.afterhours.scheduler.planning.Verdict.TooEarly;
import io.afterhours.scheduler.planning.Verdict.Unsafe;
import io.afterhours.scheduler.policy.Outlook.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of its own holds a build: what it depends on, what a person has to say of it, and the times it was given. */
final class BuildHolds {
    private final Openings openings;

    BuildHolds(Openings openings) {
        this.openings = openings;
    }

    /** The first of its own facts that holds it. */
    Optional<Verdict> on(Candidate candidate) {
        // Most are, and so is any build of a lane.
        return candidate.isFree() ? Optional.empty() : held(candidate);
    }

    private Optional<Verdict> held(Candidate candidate) {
        return brokenDependency(candidate)
                .or(() -> openDependency(candidate))
                .or(() -> blocker(candidate))
                .or(() -> concern(candidate))
                .or(() -> approval(candidate))
                .or(() -> takenOut(candidate))
                .or(() -> tooEarly(candidate))
                .or(() -> retryWait(candidate));
    }

    private Optional<Verdict> brokenDependency(Candidate candidate) {
        return candidate.dependsOn().stream()
                .filter(Prerequisite::isBroken)
                .findFirst()
                .map(edge -> new DependencyFailed(edge.id(), edge.title(), edge.state()));
    }

    /** Of several open ones, the one that is nearest to its end is named. */
    private Optional<Verdict> openDependency(Candidate candidate) {
        var open = candidate.dependsOn().stream().filter(edge -> !edge.isMet()).toList();
        return open.stream()
                .max(Comparator.comparing(edge -> edge.state().isLive() || edge.state() == BuildState.ESCALATED))
                .map(edge -> new DependencyOpen(edge.id(), edge.title(), edge.state(), open.size() - 1, lastEnd(open)));
    }

    /** When the last of them should be done; absent where of one of them nobody can say. */
    private @Nullable Instant lastEnd(List<Prerequisite> open) {
        var ends = open.stream()
                .flatMap(each -> openings.later(each.expectedEnd()).stream())
                .toList();
        return ends.size() < open.size()
                ? null
                : ends.stream().max(Comparator.naturalOrder()).orElse(null);
    }

    private Optional<Verdict> blocker(Candidate candidate) {
        return candidate.blockers().stream()
                .findFirst()
                .map(first -> new Blocked(first, candidate.blockers().size() - 1, null));
    }

    private Optional<Verdict> concern(Candidate candidate) {
        return candidate.concerns().stream()
                .findFirst()
                .map(first -> new Unsafe(first, candidate.concerns().size() - 1, null));
    }

    private Optional<Verdict> approval(Candidate candidate) {
        if (candidate.approval() != Approval.NEEDED) {
            return Optional.empty();
        }
        var approved = candidate.asApplicant().withConsent();
        var couldStart = openings.entry(approved, openings.earliest(candidate))
                .map(Entry::at)
                .orElse(null);
        return Optional.of(new ApprovalNeeded(candidate.category(), candidate.priority(), couldStart, null));
    }

    private Optional<Verdict> takenOut(Candidate candidate) {
        return openings.later(candidate.outUntil()).map(until -> new TakenOut(until, openings.next(candidate)));
    }

    private Optional<Verdict> tooEarly(Candidate candidate) {
        return openings.later(candidate.earliestStart())
                .map(earliest -> new TooEarly(earliest, openings.next(candidate)));
    }

    private Optional<Verdict> retryWait(Candidate candidate) {
        return openings.later(candidate.retryAt()).map(retryAt -> new RetryWait(retryAt, openings.next(candidate)));
    }
}
