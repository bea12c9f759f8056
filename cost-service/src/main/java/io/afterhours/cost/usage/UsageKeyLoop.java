package io.afterhours.cost.usage;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Forgets keys that nobody sends again: a report may be 30 days old, and one that repeats it no older. */
@ApplicationScoped
public class UsageKeyLoop {
    static final Duration REMEMBERED = Duration.ofDays(31);
    private static final Logger LOG = Logger.getLogger(UsageKeyLoop.class);

    private final Jdbi jdbi;
    private final UsageKeyStore store;
    private final InstantSource clock;

    UsageKeyLoop(Jdbi jdbi, UsageKeyStore store, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        try {
            runOnce();
        } catch (RuntimeException e) {
            LOG.warnf("keys of reports: trying again in an hour: %s", e.getMessage());
        }
    }

    /** Forgets once; how many keys that were. */
    int runOnce() {
        return jdbi.inTransaction(tx -> store.forget(tx, clock.instant().minus(REMEMBERED)));
    }
}
