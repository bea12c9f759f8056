package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.scheduler.batch.SharedPrompt;
import io.afterhours.scheduler.batching.BatchId;
import io.afterhours.scheduler.batching.Companions;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Hands builds that go together to their pool as one order. Each has an attempt, a lease and a fence of its own, so that what
 * becomes of one says nothing about the others; the agent reports under the session of the first.
 */
@ApplicationScoped
public class BatchStarter {
    private final AttemptStore attempts;
    private final Companions companions;
    private final BuildEvents events;
    private final Outbox outbox;
    private final PlanningWake planning;
    private final DispatchConfig config;

    BatchStarter(
            AttemptStore attempts,
            Companions companions,
            BuildEvents events,
            Outbox outbox,
            PlanningWake planning,
            DispatchConfig config) {
        this.attempts = attempts;
        this.companions = companions;
        this.events = events;
        this.outbox = outbox;
        this.planning = planning;
        this.config = config;
    }

    /**
     * Makes the attempts of builds that were moved to dispatched.
     *
     * @param session of the first, which leads
     */
    void start(Handle tx, BatchId batch, List<Build> builds, String session, Instant now) {
        var members = new ArrayList<AttemptDispatched.Member>();
        for (var build : builds) {
            members.add(member(
                    tx,
                    batch,
                    build,
                    members.isEmpty() ? session : UUID.randomUUID().toString(),
                    now));
        }
        var lead = builds.getFirst();
        var leading = members.removeFirst();
        companions.begin(tx, batch, builds, leading.session(), now);
        // To this pass the members looked like builds that were held; the next one sees what lies behind them.
        tx.afterCommit(planning::wake);
        outbox.add(
                tx,
                new Subject.Dispatch(lead.pool()),
                new AttemptDispatched(
                        leading.session(),
                        null,
                        leading.build(),
                        leading.number(),
                        leading.fence(),
                        config.lease(),
                        lead.title(),
                        prompt(builds),
                        null,
                        agent(lead),
                        lead.model(),
                        lead.workspace(),
                        lead.accept(),
                        cap(builds),
                        config.wallClock(),
                        lead.tags(),
                        members));
    }

    private AttemptDispatched.Member member(Handle tx, BatchId batch, Build build, String session, Instant now) {
        var fence = attempts.insert(
                tx,
                new AttemptStore.NewAttempt(
                        build.id(),
                        build.attempts(),
                        session,
                        build.pool(),
                        agent(build),
                        build.model(),
                        build.workspace(),
                        batch.number()),
                config.lease(),
                now);
        events.say(
                tx,
                build,
                new BuildEvents.About(session, build.attempts(), agent(build), build.model(), null, null),
                "dispatched",
                "Attempt " + build.attempts() + " sent to pool " + build.pool() + " with all of " + batch + ".",
                now);
        return new AttemptDispatched.Member(
                session, build.id().toString(), build.attempts(), fence, build.title(), build.accept());
    }

    private static String prompt(List<Build> builds) {
        return SharedPrompt.of(builds.stream()
                .map(each -> new SharedPrompt.Task(each.id().toString(), each.title(), each.prompt(), each.accept()))
                .toList());
    }

    private String agent(Build build) {
        return Objects.requireNonNullElse(build.agent(), config.defaultAgent());
    }

    /** Their caps together; where one has none, neither has the whole. */
    private static @Nullable BigDecimal cap(List<Build> builds) {
        var caps = builds.stream().map(Build::cap).filter(Objects::nonNull).toList();
        return caps.size() < builds.size() ? null : caps.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
