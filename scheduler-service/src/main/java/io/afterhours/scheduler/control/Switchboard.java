package io.afterhours.scheduler.control;

import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.dispatch.Attempts;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Mode;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Pauses, drains, stops and resumes the suite, and chooses its policy; audited, in the caller's transaction. */
@ApplicationScoped
public class Switchboard {
    private static final String CLOCK = "the clock";

    private final ControlStore store;
    private final BuildStore builds;
    private final BuildEvents events;
    private final Attempts attempts;
    private final Audit audit;
    private final PlanningWake planning;
    private final InstantSource clock;

    Switchboard(
            ControlStore store,
            BuildStore builds,
            BuildEvents events,
            Attempts attempts,
            Audit audit,
            PlanningWake planning,
            InstantSource clock) {
        this.store = store;
        this.builds = builds;
        this.events = events;
        this.attempts = attempts;
        this.audit = audit;
        this.planning = planning;
        this.clock = clock;
    }

    /** Lets builds start again. */
    void resume(Handle tx, String by) {
        set(tx, Mode.RUNNING, by, null, null);
    }

    /** Notes that a pause came to its end, which needs nobody's word: from then on builds start. */
    public void endPause(Handle tx) {
        if (store.endPause(tx, clock.instant(), CLOCK)) {
            audit.note(tx, CLOCK, Mode.RUNNING.word(), "suite", "the pause had an end", "done");
            tx.afterCommit(planning::wake);
        }
    }

    /**
     * Changes the mode; returns what was stopped, which is nothing unless the mode is {@link Mode#STOPPED}.
     *
     * @param until when builds start again by themselves
     */
    List<Named> set(Handle tx, Mode mode, String by, @Nullable String note, @Nullable Instant until) {
        store.setMode(tx, mode, by, note, until);
        var stopped = mode == Mode.STOPPED ? stopAll(tx, by) : List.<Named>of();
        audit.note(tx, by, mode.word(), "suite", note, stopped.isEmpty() ? "done" : stopped.size() + " stopped");
        tx.afterCommit(planning::wake);
        return stopped;
    }

    private List<Named> stopAll(Handle tx, String by) {
        var stopped = new ArrayList<Named>();
        for (var seen : builds.live(tx)) {
            var build = builds.lock(tx, seen.id()).orElseThrow();
            build.life().as(Life.Live.class).ifPresent(live -> {
                attempts.stopLive(tx, build.id(), "everything was stopped by " + by);
                var back = builds.move(tx, build, live.retry().state(), clock.instant());
                events.say(
                        tx,
                        back,
                        "retrying",
                        "Stopped with everything by " + by + "; goes on after resume.",
                        clock.instant());
                stopped.add(Named.of(build));
            });
        }
        return stopped;
    }

    void use(Handle tx, Policy policy, String by) {
        store.use(tx, policy.name());
        audit.note(tx, by, "use policy", policy.name(), null, "done");
        tx.afterCommit(planning::wake);
    }
}
