package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.planning.VerdictCode;
import io.afterhours.scheduler.retry.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A build in the course of a simulation. */
final class Case {
    final Work work;
    Life life = new Life.Queued();
    Approval approval;
    Tally tally;
    boolean arrived;
    boolean cleared;
    boolean allowed;
    boolean smaller;
    /** What to expect of it: of itself, or of the batch in which it waits. */
    Estimate estimate;

    /** The batch in which it waits, itself included; empty when it goes by itself. */
    List<Case> companions = List.of();

    int attempts;
    int questions;
    long spent;

    @Nullable String evidence;

    @Nullable Instant retryAt;

    @Nullable Instant firstStart;

    @Nullable Instant ended;

    Case(Work work) {
        this.work = work;
        this.approval = work.approval();
        this.tally = work.tally();
        this.estimate = work.estimate();
        this.cleared = work.blockers().isEmpty();
        this.allowed = work.concerns().isEmpty();
    }

    /** Whether it waits for nothing but the hour and a slot. */
    boolean isReady(List<Prerequisite> dependsOn, Instant now) {
        return arrived
                && life instanceof Life.Waiting
                && approval != Approval.NEEDED
                && cleared
                && allowed
                && dependsOn.stream().allMatch(Prerequisite::isMet)
                && !isLater(work.earliestStart(), now)
                && !isLater(retryAt, now);
    }

    Candidate asCandidate(List<Prerequisite> dependsOn) {
        return new Candidate(
                        work.id(),
                        work.title(),
                        work.priority(),
                        work.category(),
                        work.kind(),
                        approval,
                        work.effort(),
                        Duration.ofMinutes(estimate.minutesP50()),
                        Duration.ofMinutes(estimate.minutesP90()),
                        estimate.costP90(),
                        work.tags(),
                        dependsOn,
                        cleared ? List.of() : work.blockers(),
                        work.workspace(),
                        work.earliestStart(),
                        retryAt)
                .concerning(allowed ? List.of() : work.concerns());
    }

    /**
     * How it stands.
     *
     * @param hold why it waits, where it waits
     */
    Trace.Fate fate(@Nullable VerdictCode hold) {
        var state = life.state();
        var verdict = state == BuildState.ESCALATED
                ? VerdictCode.ESCALATED
                : state.isLive() ? VerdictCode.RUNNING : state.isFinal() ? VerdictCode.ENDED : hold;
        return new Trace.Fate(work, state, firstStart, ended, verdict);
    }

    private static boolean isLater(@Nullable Instant at, Instant now) {
        return at != null && at.isAfter(now);
    }
}
