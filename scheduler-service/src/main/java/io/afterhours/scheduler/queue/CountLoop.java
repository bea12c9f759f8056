package io.afterhours.scheduler.queue;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Folds what changed in the counts of builds into their totals, so that reading them stays quick. Any number may run. */
@ApplicationScoped
public class CountLoop {
    private static final Logger LOG = Logger.getLogger(CountLoop.class);
    private static final int BATCH = 10_000;

    private final Jdbi jdbi;
    private final QueueStore store;

    CountLoop(Jdbi jdbi, QueueStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            while (foldOnce() == BATCH) {
                LOG.debug("counts: more to fold");
            }
        } catch (RuntimeException e) {
            LOG.warnf("counts: trying again: %s", e.getMessage());
        }
    }

    public int foldOnce() {
        return jdbi.inTransaction(tx -> Math.max(store.foldCounts(tx, BATCH), store.foldWaiting(tx, BATCH)));
    }
}
