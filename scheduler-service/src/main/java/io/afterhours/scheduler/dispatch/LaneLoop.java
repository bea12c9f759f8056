package io.afterhours.scheduler.dispatch;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Removes lanes in which nothing waits, so that a pass does not look at them. Any number may run. */
@ApplicationScoped
public class LaneLoop {
    private static final Logger LOG = Logger.getLogger(LaneLoop.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int BATCH = 500;

    private final Jdbi jdbi;
    private final LaneStore store;
    private final DispatchConfig config;

    LaneLoop(Jdbi jdbi, LaneStore store, DispatchConfig config) {
        this.jdbi = jdbi;
        this.store = store;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        if (config.loops()) {
            jobs.every(EVERY, "lanes", this::prune);
        }
    }

    private void prune() {
        try {
            pruneOnce();
        } catch (RuntimeException e) {
            LOG.debugf("lanes: a build came into one that was to be removed, trying again: %s", e.getMessage());
        }
    }

    int pruneOnce() {
        return jdbi.inTransaction(tx -> store.prune(tx, BATCH));
    }
}
