package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The steps that a build takes through its life with its live attempt, and that each is told. */
@ApplicationScoped
class Steps {
    private final BuildStore builds;
    private final BuildEvents events;
    private final InstantSource clock;

    Steps(BuildStore builds, BuildEvents events, InstantSource clock) {
        this.builds = builds;
        this.events = events;
        this.clock = clock;
    }

    /** Moves the build of an attempt on; one that has no live attempt any more stays where it is. */
    void take(Handle tx, Attempt attempt, Function<Life.Live, Life> transition, String event, String text) {
        var build = builds.lock(tx, attempt.build()).orElseThrow();
        take(tx, attempt, null, build, transition, event, text);
    }

    /**
     * The same of a build that is held already.
     *
     * @param failure why the attempt just failed
     */
    void take(
            Handle tx,
            Attempt attempt,
            @Nullable FailureClass failure,
            Build build,
            Function<Life.Live, Life> transition,
            String event,
            String text) {
        var live = build.life().as(Life.Live.class);
        if (live.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var moved = builds.move(tx, build, transition.apply(live.get()).state(), now);
        events.say(tx, moved, about(attempt, failure), event, text, now);
    }

    private static BuildEvents.About about(Attempt attempt, @Nullable FailureClass failure) {
        return new BuildEvents.About(
                attempt.session(), attempt.number(), attempt.agent(), attempt.model(), attempt.runner(), failure);
    }
}
