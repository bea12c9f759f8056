package io.afterhours.progress.retention;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Cleans up in small transactions, so that nobody waits for it. */
@ApplicationScoped
public class RetentionLoop {
    private static final Logger LOG = Logger.getLogger(RetentionLoop.class);
    private static final int AT_A_TIME = 100;

    private final Jdbi jdbi;
    private final RetentionStore store;
    private final RetentionConfig config;
    private final InstantSource clock;

    RetentionLoop(Jdbi jdbi, RetentionStore store, RetentionConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${afterhours.retention.every:10m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        try {
            var deleted = runOnce();
            if (deleted > 0) {
                LOG.infof("retention: %d sessions cleaned up", deleted);
            }
        } catch (RuntimeException e) {
            LOG.warnf("retention: trying again later: %s", e.getMessage());
        }
    }

    /** Cleans up all that is due now; says how many sessions that were. */
    public int runOnce() {
        int total = 0;
        int deleted;
        do {
            deleted = jdbi.inTransaction(tx -> {
                var now = clock.instant();
                var due = store.due(tx, now.minus(config.ended()), now.minus(config.silent()), AT_A_TIME);
                if (!due.isEmpty()) {
                    store.delete(tx, due, now);
                }
                return due.size();
            });
            total += deleted;
        } while (deleted == AT_A_TIME);
        jdbi.useTransaction(tx -> store.forget(tx, clock.instant().minus(config.remembered())));
        return total;
    }
}
