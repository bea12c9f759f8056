package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.Plan;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Starts what may start: facts, plan, attempts, events, in one transaction. One at a time per database. */
@ApplicationScoped
public class Dispatcher {
    private static final long LOCK = 0x706c616eL;

    private final Jdbi jdbi;
    private final FactsReader facts;
    private final BuildStore builds;
    private final AttemptStore attempts;
    private final BuildEvents events;
    private final Outbox outbox;
    private final DispatchConfig config;
    private final InstantSource clock;

    Dispatcher(
            Jdbi jdbi,
            FactsReader facts,
            BuildStore builds,
            AttemptStore attempts,
            BuildEvents events,
            Outbox outbox,
            DispatchConfig config,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.facts = facts;
        this.builds = builds;
        this.attempts = attempts;
        this.events = events;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What a pass did.
     *
     * @param nextLook when time alone could let something start; absent when only an event can
     */
    public record Outcome(
            List<Build> started, Plan plan, @Nullable Instant nextLook) {}

    /** Plans and starts; empty when another scheduler is doing so right now. */
    public Optional<Outcome> dispatchOnce() {
        return jdbi.inTransaction(tx -> tx.createQuery("select pg_try_advisory_xact_lock(:lock)")
                        .bind("lock", LOCK)
                        .mapTo(Boolean.class)
                        .one()
                ? Optional.of(dispatch(tx))
                : Optional.empty());
    }

    private Outcome dispatch(Handle tx) {
        var now = clock.instant();
        var gathered = facts.toStart(tx, now);
        var plan = PlanningRules.decide(gathered, now);
        var started = new ArrayList<Build>();
        for (var candidate : plan.starts()) {
            started.add(start(tx, candidate, now));
        }
        return new Outcome(
                started,
                plan,
                nextLook(
                        tx,
                        plan,
                        Optional.ofNullable(gathered.outlook(now).now().until()),
                        now));
    }

    private @Nullable Instant nextLook(Handle tx, Plan plan, Optional<Instant> policyChange, Instant now) {
        return Stream.of(Optional.ofNullable(plan.nextLook()), policyChange, builds.nextDue(tx, now))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private Build start(Handle tx, Candidate candidate, Instant now) {
        var build = builds.find(tx, BuildId.parse("id", candidate.id())).orElseThrow();
        var dispatched =
                build.life().as(Life.Waiting.class).orElseThrow().dispatch().state();
        var moved = builds.move(tx, builds.countAttempt(tx, build), dispatched, now);
        var session = UUID.randomUUID().toString();
        var agent = Objects.requireNonNullElse(build.agent(), config.defaultAgent());
        var fence = attempts.insert(
                tx,
                new AttemptStore.NewAttempt(
                        build.id(), moved.attempts(), session, build.pool(), agent, build.model(), build.workspace()),
                config.lease(),
                now);
        outbox.add(
                tx,
                new Subject.Dispatch(build.pool()),
                new AttemptDispatched(
                        session,
                        build.resume(),
                        build.id().toString(),
                        moved.attempts(),
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
                moved,
                new BuildEvents.About(session, moved.attempts(), agent, build.model(), null),
                "dispatched",
                "Attempt " + moved.attempts() + " sent to pool " + build.pool() + ".",
                now);
        return moved;
    }
}
