package io.afterhours.runner.attempt;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.runner.process.PlainText;
import io.afterhours.runner.process.StopReason;
import io.afterhours.runner.profile.Profile;
import io.afterhours.runner.workspace.Harvest;
import io.afterhours.runner.workspace.Workplace;
import io.afterhours.runner.workspace.WorkspaceRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** One attempt from taken to finished, on a thread of its own. */
final class AttemptRun {
    private static final Logger LOG = Logger.getLogger(AttemptRun.class);

    private final AttemptDispatched order;
    private final RunnerTools tools;
    private final Attempt attempt;
    private final Members members;
    private final Lease lease;
    private volatile boolean unwanted;

    AttemptRun(AttemptDispatched order, Trace trace, RunnerTools tools) {
        this.order = order;
        this.tools = tools;
        this.attempt = Attempt.of(order, trace, tools);
        this.members = Members.of(order, trace, tools);
        this.lease = new Lease(order.lease(), System::nanoTime);
    }

    AttemptDispatched attempt() {
        return order;
    }

    /** Says that the attempt is taken; completes when the scheduler will hear of it. */
    CompletionStage<Void> announce() {
        return attempt.reports().taken().thenCompose(_ -> members.taken());
    }

    /** Ends it, as soon as that can be done. */
    void stop(StopReason reason) {
        attempt.grip().stop(reason);
        members.stopAll(reason);
    }

    /**
     * Ends what runs for one build, if it is that attempt. The agent itself goes on for as long as one of its builds is wanted.
     *
     * @return whether it was here
     */
    boolean stop(String session, long fence) {
        if (order.session().equals(session) && order.fence() == fence) {
            unwanted = true;
        } else if (!members.stop(session, fence)) {
            return false;
        }
        if (unwanted && !members.wanted()) {
            stop(StopReason.REQUESTED);
        }
        return true;
    }

    void flush() {
        attempt.voice().flush();
        members.flush();
    }

    /** Whether this host had the attempt before. */
    boolean wasHere() {
        return Files.exists(attempt.own());
    }

    /** Ends it when no heartbeat was acknowledged for nearly as long as the lease. */
    void fenceWhenUnheard() {
        if (lease.isNearlyOver() && attempt.grip().stopping().orElse(null) != StopReason.FENCED) {
            LOG.warnf(
                    "attempt %s fences itself: no heartbeat was acknowledged for %d s",
                    order.session(), lease.unheard().toSeconds());
            stop(StopReason.FENCED);
        }
    }

    /** Says that it is alive. */
    void beat() {
        var renewal = lease.renewal();
        var _ = attempt.reports().heartbeat().thenRun(renewal);
        members.beat();
    }

    void run() {
        var startedAt = tools.clock().instant();
        Result result;
        try {
            Files.createDirectories(attempt.own());
            result = work(startedAt);
        } catch (WorkspaceRefused e) {
            result = Result.failed(FailureClass.CONFIG, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warnf("attempt %s could not be run: %s", order.session(), e.getMessage());
            result = Result.failed(FailureClass.CONFIG, "It could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = Result.failed(FailureClass.LOST, "The runner was stopped.");
        } catch (RuntimeException e) {
            LOG.errorf(e, "attempt %s broke the runner's own code", order.session());
            result = Result.failed(FailureClass.CRASHED, "The runner itself failed: " + e);
        }
        finish(result, startedAt);
    }

    private Result work(Instant startedAt) throws IOException, InterruptedException, WorkspaceRefused {
        var profile = tools.profiles().find(order.profile()).orElse(null);
        if (profile == null) {
            return Result.failed(
                    FailureClass.CONFIG,
                    "This runner has no profile " + order.profile() + "; it has "
                            + String.join(", ", tools.profiles().names()) + ".");
        }
        var secrets = profile.secretNames().stream()
                .map(name -> profile.environment().getOrDefault(name, ""))
                .toList();
        attempt.voice().blot(secrets);
        members.blot(secrets);
        var resume = order.resume();
        var earlier = resume == null
                ? Optional.<Sessions.Known>empty()
                : tools.sessions().of(resume);
        var workplace = earlier.isPresent()
                ? earlier.get().workplace()
                : tools.workspaces()
                        .prepare(
                                order.workspace(), attempt.own(), "afterhours/" + order.build() + "-" + order.number());
        Leftover.of(order, -1, tools.clock().instant(), workplace).note(attempt.own());
        return workIn(workplace, profile, earlier, startedAt);
    }

    /**
     * The workplace is kept where the agent's session can be taken up again or what is in it could not be taken in, and is given back
     * everywhere else.
     */
    private Result workIn(Workplace workplace, Profile profile, Optional<Sessions.Known> earlier, Instant startedAt)
            throws IOException, InterruptedException {
        var harvest = Harvest.NONE;
        var kept = false;
        try {
            members.started(workplace instanceof Workplace.Worktree worktree ? worktree.branch() : null);
            var claimed = new AgentRun(attempt, profile, workplace, earlier).run();
            try {
                harvest = tools.workspaces().harvest(workplace, order.title());
            } catch (IOException e) {
                kept = true;
                return notHarvested(claimed, workplace, e);
            }
            var result = judged(claimed, profile, workplace);
            var all = members.judge(claimed, profile, workplace, harvest, startedAt);
            if (result.failure() == null && !all) {
                harvest = harvest.withNote("The work is not merged, because not all of its builds are done.");
            } else if (result.failure() == null) {
                harvest = tools.workspaces().merge(workplace, harvest, order.title());
            }
            kept = result.failure() != null && result.resumable();
            var note = harvest.note();
            if (note != null) {
                attempt.voice().log("note", note);
            }
            return result.harvested(harvest);
        } finally {
            if (!kept) {
                tools.workspaces().release(workplace, harvest);
            }
        }
    }

    /** What cannot be committed cannot be proven; what the agent failed with stays the reason where it failed anyway. */
    private Result notHarvested(Result claimed, Workplace workplace, IOException reason) {
        var left =
                "What the agent left could not be committed, and stays in " + workplace.directory() + " for two days.";
        LOG.warnf("attempt %s: %s %s", order.session(), left, reason.getMessage());
        attempt.voice().log("note", left + " " + reason.getMessage());
        var result = claimed.harvested(Harvest.uncommitted(workplace));
        return result.failure() != null
                ? result
                : result.judged(new Failure(
                        FailureClass.VERIFICATION_FAILED,
                        left,
                        PlainText.cut(String.valueOf(reason.getMessage()), Check.TEXT),
                        null));
    }

    /**
     * A claim of success is checked, and holds only while nobody wanted the attempt to end. The lease is looked at here once
     * more: on a host that stood still meanwhile it is over, and no timer had its turn yet.
     */
    private Result judged(Result claimed, Profile profile, Workplace workplace)
            throws IOException, InterruptedException {
        if (claimed.failure() != null) {
            return claimed;
        }
        if (unwanted) {
            return claimed.judged(Stops.failure(StopReason.REQUESTED, ""));
        }
        var refuted = new AcceptanceRun(attempt, profile, workplace).run();
        fenceWhenUnheard();
        return claimed.judged(refuted.or(() -> attempt.grip().stopping().map(reason -> Stops.failure(reason, "")))
                .orElse(null));
    }

    private void finish(Result result, Instant startedAt) {
        var failure = result.failure();
        var voice = attempt.voice();
        voice.progress(
                failure == null ? 100.0 : null,
                failure == null ? "Complete" : "Failed",
                failure == null ? "Done" : failure.text());
        voice.flush();
        var summary = result.summary();
        members.finishRest(result, startedAt);
        attempt.reports().finished(result.summedUp(summary == null ? null : voice.blotted(summary)), startedAt);
        try {
            Leftover.forget(attempt.own());
        } catch (IOException e) {
            LOG.debugf("the note of attempt %s stays: %s", order.session(), e.getMessage());
        }
    }
}
