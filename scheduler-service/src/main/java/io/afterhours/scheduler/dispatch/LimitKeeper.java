package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.planning.ProviderLimit;
import io.afterhours.scheduler.runner.LimitConfig;
import io.afterhours.scheduler.runner.LimitStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Holds all builds of an agent while its provider's limit lasts. An agent stands for its account: who works under two accounts
 * has two agents.
 */
@ApplicationScoped
public class LimitKeeper {
    private final LimitStore store;
    private final Audit audit;
    private final PlanningWake planning;
    private final LimitConfig config;
    private final InstantSource clock;

    LimitKeeper(LimitStore store, Audit audit, PlanningWake planning, LimitConfig config, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.planning = planning;
        this.config = config;
        this.clock = clock;
    }

    /** An attempt met its provider's limit: until it ends nothing starts with that agent, this build included. */
    void met(Handle tx, Attempt attempt, Failure failure) {
        var now = clock.instant();
        var reset = failure.resetAt();
        var said = reset != null && reset.isAfter(now);
        var wait = said ? Duration.between(now, reset) : config.unknownWait();
        var until = now.plus(wait.compareTo(config.longestWait()) < 0 ? wait : config.longestWait());
        store.keep(
                tx,
                new LimitStore.Noted(
                        new ProviderLimit(attempt.agent(), until, said),
                        failure.text(),
                        now,
                        attempt.build().number()));
    }

    /** The limits that hold now, the first to end first. */
    public List<LimitStore.Noted> all(Handle tx) {
        return store.all(tx, clock.instant());
    }

    /**
     * Lets an agent go on at once, as when the person bought more; if the provider says no again, its limit is noted again.
     *
     * @throws Problem when the agent is not limited
     */
    public void lift(Handle tx, String agent, String by, @Nullable String note) {
        if (!store.lift(tx, agent, clock.instant())) {
            throw Problem.notFound("limit of agent", agent);
        }
        audit.note(tx, by, "lift limit", agent, note, "done");
        tx.afterCommit(planning::wake);
    }
}
