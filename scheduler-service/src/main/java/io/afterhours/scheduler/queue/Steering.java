package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.Priority;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.clearance.SafetyKeeper;
import io.afterhours.scheduler.dispatch.Attempts;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.ApprovalRules;
import io.afterhours.scheduler.planning.Score;
import io.afterhours.scheduler.retry.RetryOption;
import io.afterhours.scheduler.retry.RetryRules;
import io.afterhours.scheduler.retry.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a person does to a build. Every action is audited, and refused with the reason where the build's state does not allow
 * it. All of them work in the caller's transaction.
 */
@ApplicationScoped
public class Steering {
    private final BuildStore store;
    private final BuildEvents events;
    private final Attempts attempts;
    private final Escalations escalations;
    private final Intake intake;
    private final SafetyKeeper safety;
    private final Audit audit;
    private final PlanningWake planning;
    private final InstantSource clock;

    Steering(
            BuildStore store,
            BuildEvents events,
            Attempts attempts,
            Escalations escalations,
            Intake intake,
            SafetyKeeper safety,
            Audit audit,
            PlanningWake planning,
            InstantSource clock) {
        this.store = store;
        this.events = events;
        this.attempts = attempts;
        this.escalations = escalations;
        this.intake = intake;
        this.safety = safety;
        this.audit = audit;
        this.planning = planning;
        this.clock = clock;
    }

    public Build approve(Handle tx, BuildId id, String by, @Nullable String note) {
        var build = locked(tx, id);
        if (build.approval() == Approval.GRANTED) {
            return build;
        }
        if (build.approval() == Approval.NOT_NEEDED) {
            throw refused(build, "needs no approval");
        }
        waiting(build, "approved");
        var approved = store.approve(tx, build);
        escalations.settle(tx, id, "approval", "approve", by, note);
        events.say(tx, approved, "approved", "Approved by " + by + because(note), clock.instant());
        done(tx, by, "approve", id, note);
        return approved;
    }

    public Build reject(Handle tx, BuildId id, String by, @Nullable String note) {
        var build = locked(tx, id);
        var rejected = store.move(tx, build, waiting(build, "rejected").reject().state(), clock.instant());
        escalations.settleAll(tx, id, "reject", by, note);
        events.say(tx, rejected, "rejected", "Rejected by " + by + because(note), clock.instant());
        done(tx, by, "reject", id, note);
        return rejected;
    }

    /** Has a build that is over, or that waits for a person, tried again from the first rung of the ladder. */
    public Build retry(Handle tx, BuildId id, String by, @Nullable String note) {
        var build = locked(tx, id);
        var next = switch (build.life()) {
            case Life.Escalated escalated -> escalated.requeue();
            case Life.Over over -> over.retry();
            case Life.Retrying retrying -> retrying;
            case Life.Queued queued -> throw refused(build, "is queued and not tried yet");
            case Life.Live live -> throw refused(build, "is being tried now");
        };
        var again = store.noteFailure(tx, build, Tally.NOTHING, null, build.evidence(), build.resume());
        if (next.state() != again.state()) {
            again = store.move(tx, again, next.state(), clock.instant());
        }
        escalations.settleAll(tx, id, "retry", by, note);
        events.say(tx, again, "queued", "To be tried again, says " + by + because(note), clock.instant());
        done(tx, by, "retry", id, note);
        return again;
    }

    /** Calls a build off; its live attempt is ended, and its slot is free at once. */
    public Build cancel(Handle tx, BuildId id, String by, @Nullable String note) {
        var build = locked(tx, id);
        var cancelled = build.life()
                .as(Life.Cancellable.class)
                .orElseThrow(
                        () -> refused(build, "is over already: " + build.state().word()))
                .cancel();
        var now = clock.instant();
        attempts.stopLive(tx, id, "cancelled by " + by + because(note));
        var moved = store.move(tx, build, cancelled.state(), now);
        escalations.settleAll(tx, id, "cancel", by, note);
        events.say(tx, moved, "cancelled", "Cancelled by " + by + because(note), now);
        done(tx, by, "cancel", id, note);
        return moved;
    }

    /**
     * Carries out what the person decided of a build whose ladder ended.
     *
     * @param note for {@link RetryOption#OTHER_AGENT} the agent to give it to
     */
    public Build decide(Handle tx, BuildId id, RetryOption option, String by, @Nullable String note) {
        var build = locked(tx, id);
        var escalated =
                build.life().as(Life.Escalated.class).orElseThrow(() -> refused(build, "does not wait for a decision"));
        return switch (option) {
            case RETRY -> retry(tx, id, by, note);
            case SMALLER -> {
                store.noteFailure(
                        tx,
                        build,
                        build.tally(),
                        null,
                        RetryRules.promptAddition(option, build.evidence()),
                        build.resume());
                yield retry(tx, id, by, "with a smaller scope");
            }
            case OTHER_AGENT -> {
                store.assign(tx, build, Check.id("note", note), build.model());
                var again = retry(tx, id, by, "by " + note);
                safety.lookAgain(tx, build, again);
                yield again;
            }
            case TAKE_OVER -> over(tx, build, escalated.takeOver(), "finished", "Taken over", option, by, note);
            case DROP -> over(tx, build, escalated.giveUp(), "failed", "Given up", option, by, note);
        };
    }

    private Build over(
            Handle tx,
            Build build,
            Life.Over over,
            String event,
            String what,
            RetryOption option,
            String by,
            @Nullable String note) {
        var moved = store.move(tx, build, over.state(), clock.instant());
        escalations.settleAll(tx, build.id(), option.word(), by, note);
        events.say(tx, moved, event, what + " by " + by + because(note), clock.instant());
        done(tx, by, option.word(), build.id(), note);
        return moved;
    }

    public Build clearBlockers(Handle tx, BuildId id, String by, @Nullable String note) {
        var build = store.clearBlockers(tx, locked(tx, id));
        events.say(tx, build, "changed", "Blockers cleared by " + by + because(note), clock.instant());
        done(tx, by, "clear blockers", id, note);
        return build;
    }

    public Build prioritize(Handle tx, BuildId id, Priority priority, String by, @Nullable String note) {
        var build = locked(tx, id);
        waiting(build, "given another priority");
        var approval = approval(tx, build, priority);
        var changed = store.prioritize(
                tx,
                build,
                priority,
                approval,
                Score.of(build.impact(), build.effort(), priority, new HashSet<>(build.tags())));
        if (approval == Approval.NEEDED) {
            intake.askForApproval(tx, changed);
        } else {
            escalations.settle(tx, id, "approval", "priority changed", by, note);
        }
        events.say(
                tx,
                changed,
                "changed",
                "Priority from " + build.priority().word() + " to " + priority.word() + " by " + by + because(note),
                clock.instant());
        done(tx, by, "prioritize " + priority.word(), id, note);
        return changed;
    }

    /** What an agent asks for needs consent at any priority. */
    private Approval approval(Handle tx, Build build, Priority priority) {
        var stays = build.approval() == Approval.GRANTED
                || (build.approval() == Approval.NEEDED && store.isAskedByAgent(tx, build));
        return stays ? build.approval() : ApprovalRules.of(build.category(), priority);
    }

    private Build locked(Handle tx, BuildId id) {
        return store.lock(tx, id).orElseThrow(() -> Problem.notFound("build", id.toString()));
    }

    private static Life.Waiting waiting(Build build, String what) {
        return build.life()
                .as(Life.Waiting.class)
                .orElseThrow(() -> refused(build, "is " + build.state().word() + " and can no longer be " + what));
    }

    private static Problem refused(Build build, String why) {
        return Problem.conflict("wrong-state", build.id() + " " + why + ".");
    }

    private void done(Handle tx, String by, String what, BuildId id, @Nullable String note) {
        audit.note(tx, by, what, id.toString(), note, "done");
        tx.afterCommit(planning::wake);
    }

    private static String because(@Nullable String note) {
        return note == null || note.isBlank() ? "." : ": " + note;
    }
}
