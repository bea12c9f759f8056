package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.scheduler.budget.Reservations;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Makes attempts of builds that a plan starts, and hands them to their pools. */
@ApplicationScoped
public class Starter {
    private final BuildStore builds;
    private final AttemptStore attempts;
    private final Reservations reservations;
    private final BuildEvents events;
    private final Outbox outbox;
    private final DispatchConfig config;

    Starter(
            BuildStore builds,
            AttemptStore attempts,
            Reservations reservations,
            BuildEvents events,
            Outbox outbox,
            DispatchConfig config) {
        this.builds = builds;
        this.attempts = attempts;
        this.reservations = reservations;
        this.events = events;
        this.outbox = outbox;
        this.config = config;
    }

    /**
     * Starts those of the builds that still are as they were read and for which there is room in the budgets, in their order;
     * returns them as they are then.
     */
    List<Build> start(Handle tx, List<Build> chosen, Instant now) {
        var sessions = new LinkedHashMap<BuildId, String>();
        var affordable = new ArrayList<Build>();
        for (var build : chosen) {
            var session = UUID.randomUUID().toString();
            if (reservations.reserve(tx, session, build.estimate().costP90(), now)) {
                sessions.put(build.id(), session);
                affordable.add(build);
            }
        }
        var moved = builds.dispatch(tx, affordable, now).stream().collect(Collectors.toMap(Build::id, each -> each));
        var started = new ArrayList<Build>();
        sessions.forEach((id, session) -> {
            var build = moved.get(id);
            if (build == null) {
                reservations.release(tx, session);
            } else {
                start(tx, build, session, now);
                started.add(build);
            }
        });
        return started;
    }

    private void start(Handle tx, Build build, String session, Instant now) {
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
