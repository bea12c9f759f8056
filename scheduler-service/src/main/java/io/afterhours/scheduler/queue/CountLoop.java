package io.afterhours.scheduler.queue;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Folds what changed in the counts of builds into their totals, so that reading them stays quick. Any number may run. */
@ApplicationScoped
public class CountLoop {
    private static final Logger LOG = Logger.getLogger(CountLoop.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int BATCH = 10_000;

    private final Jdbi jdbi;
    private final QueueStore store;

    CountLoop(Jdbi jdbi, QueueStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        jobs.every(EVERY, "counts", this::fold);
    }

    private void fold() {
        while (foldOnce() == BATCH) {
            LOG.debug("counts: more to fold");
        }
    }

    public int foldOnce() {
        return jdbi.inTransaction(tx -> Math.max(store.foldCounts(tx, BATCH), store.foldWaiting(tx, BATCH)));
    }
}
