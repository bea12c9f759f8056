package io.afterhours.scheduler.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Frees the slots of attempts that fell silent: their lease is over by the database's clock. Any number may run. */
@ApplicationScoped
public class Rescuer {
    private static final Logger LOG = Logger.getLogger(Rescuer.class);
    private static final int BATCH = 50;

    private final Jdbi jdbi;
    private final AttemptStore attempts;
    private final AttemptKeeper keeper;

    Rescuer(Jdbi jdbi, AttemptStore attempts, AttemptKeeper keeper) {
        this.jdbi = jdbi;
        this.attempts = attempts;
        this.keeper = keeper;
    }

    /** Rescues what is silent now; returns how many attempts that were. */
    public int rescueOnce() {
        return jdbi.inTransaction(tx -> {
            var silent = attempts.silent(tx, BATCH);
            for (var attempt : silent) {
                LOG.warnf(
                        "attempt %d at %s is silent; its build goes back to the queue",
                        attempt.number(), attempt.build());
                keeper.lost(tx, attempt);
            }
            return silent.size();
        });
    }
}
