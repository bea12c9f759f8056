package io.afterhours.scheduler.deadline;

import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.planning.HumanTime;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Sets, moves and takes away the deadline of a build for a person; audited, in the caller's transaction. */
@ApplicationScoped
class DeadlineDesk {
    private final BuildStore builds;
    private final DeadlineStore store;
    private final BuildEvents events;
    private final Escalations escalations;
    private final ControlStore control;
    private final Audit audit;
    private final InstantSource clock;

    DeadlineDesk(
            BuildStore builds,
            DeadlineStore store,
            BuildEvents events,
            Escalations escalations,
            ControlStore control,
            Audit audit,
            InstantSource clock) {
        this.builds = builds;
        this.store = store;
        this.events = events;
        this.escalations = escalations;
        this.control = control;
        this.audit = audit;
        this.clock = clock;
    }

    /** Has a build that is not over wanted by a time, or by none; what was asked about the deadline before is settled. */
    void wanted(Handle tx, BuildId id, @Nullable Instant deadline, String by, @Nullable String note) {
        var build = builds.lock(tx, id).orElseThrow(() -> Problem.notFound("build", id.toString()));
        if (build.state().isFinal()) {
            throw Problem.conflict(
                    "wrong-state", id + " is over already: " + build.state().word() + ".");
        }
        var before = build.deadline();
        if (Objects.equals(before, deadline)) {
            return;
        }
        var now = clock.instant();
        var time = new HumanTime(now, control.zone());
        var changed = store.want(tx, build, deadline);
        escalations.settle(tx, id, DeadlineKeeper.KIND, deadline == null ? "none" : "moved", by, note);
        events.say(tx, changed, "changed", said(before, deadline, time) + " by " + by + because(note), now);
        audit.note(
                tx, by, "deadline " + (deadline == null ? "none" : time.noted(deadline)), id.toString(), note, "done");
    }

    private static String said(@Nullable Instant before, @Nullable Instant deadline, HumanTime time) {
        if (deadline == null) {
            return "Deadline " + time.noted(Objects.requireNonNull(before)) + " taken away";
        }
        return before == null
                ? "Deadline " + time.noted(deadline) + " set"
                : "Deadline moved from " + time.noted(before) + " to " + time.noted(deadline);
    }

    private static String because(@Nullable String note) {
        return note == null || note.isBlank() ? "." : ": " + note;
    }
}
