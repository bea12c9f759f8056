package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Makes attempts of builds that a plan starts, and hands them to their pools. */
@ApplicationScoped
public class Starter {
    private final BuildStore builds;
    private final AttemptStore attempts;
    private final BuildEvents events;
    private final Outbox outbox;
    private final DispatchConfig config;

    Starter(BuildStore builds, AttemptStore attempts, BuildEvents events, Outbox outbox, DispatchConfig config) {
        this.builds = builds;
        this.attempts = attempts;
        this.events = events;
        this.outbox = outbox;
        this.config = config;
    }

    /** Starts those of the builds that still are as they were read; returns them as they are then. */
    List<Build> start(Handle tx, List<Build> chosen, Instant now) {
        var moved = builds.dispatch(tx, chosen, now).stream()
                .sorted(Comparator.comparingInt(each -> place(chosen, each)))
                .toList();
        moved.forEach(each -> start(tx, each, now));
        return moved;
    }

    private static int place(List<Build> chosen, Build build) {
        return chosen.stream().map(Build::id).toList().indexOf(build.id());
    }

    private void start(Handle tx, Build build, Instant now) {
        var session = UUID.randomUUID().toString();
        var agent = Objects.requireNonNullElse(build.agent(), config.defaultAgent());
        var fence = attempts.insert(
                tx,
                new AttemptStore.NewAttempt(
                        build.id(), build.attempts(), session, build.pool(), agent, build.model(), build.workspace()),
                config.lease(),
                now);
        outbox.add(
                tx,
                new Subject.Dispatch(build.pool()),
                new AttemptDispatched(
                        session,
                        build.resume(),
                        build.id().toString(),
                        build.attempts(),
                        fence,
                        config.lease(),
                        build.title(),
                        build.prompt(),
                        build.evidence(),
                        agent,
                        build.model(),
                        build.workspace(),
                        build.accept(),
                        build.cap(),
                        config.wallClock(),
                        build.tags()));
        events.say(
                tx,
                build,
                new BuildEvents.About(session, build.attempts(), agent, build.model(), null),
                "dispatched",
                "Attempt " + build.attempts() + " sent to pool " + build.pool() + ".",
                now);
    }
}
