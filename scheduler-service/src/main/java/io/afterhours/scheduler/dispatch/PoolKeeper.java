package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Severity;
import io.afterhours.scheduler.escalation.EscalationId;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.runner.PoolStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Sends nothing more to a pool whose runners report and take nothing: each try would only be lost, uncounted and for ever. The
 * person is asked once, and a runner that comes anew ends it.
 */
@ApplicationScoped
public class PoolKeeper {
    /** A runner may be lost with what was on its way to it, and once more when it comes back. */
    static final int TRIES = 3;

    private final PoolStore store;
    private final Escalations escalations;
    private final DispatchConfig config;
    private final InstantSource clock;

    PoolKeeper(PoolStore store, Escalations escalations, DispatchConfig config, InstantSource clock) {
        this.store = store;
        this.escalations = escalations;
        this.config = config;
        this.clock = clock;
    }

    /** No runner took an attempt while its lease lasted. */
    void untaken(Handle tx, Attempt attempt) {
        store.countUntaken(tx, attempt.pool(), attempt.dispatchedAt(), clock.instant())
                .filter(times -> times >= TRIES)
                .flatMap(times -> escalations.raise(tx, question(attempt.pool())))
                .ifPresent(
                        raised -> store.hold(tx, attempt.pool(), raised.number().number()));
    }

    void taken(Handle tx, String pool, String runner) {
        store.countTaken(tx, pool);
        heard(tx, pool, runner);
    }

    /** A runner of the pool is there that was not, or that was another. */
    void heard(Handle tx, String pool, String runner) {
        store.release(tx, pool)
                .ifPresent(asked -> escalations.settle(tx, new EscalationId(asked), "not needed", runner));
    }

    private Question question(String pool) {
        return Question.of("system", Severity.HIGH, "No runner takes builds of pool " + pool)
                .asking(
                        "%d times in a row, what was sent to pool %s was not taken within %d s, though a runner reports from there."
                                        .formatted(TRIES, pool, config.lease().toSeconds())
                                + " Nothing more is sent there until a runner of it starts anew. See why in the runner's log, and"
                                + " restart it: the builds go on by themselves then. Or try again at once?",
                        List.of("try again"));
    }
}
