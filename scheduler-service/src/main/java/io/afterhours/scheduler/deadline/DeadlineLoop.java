package io.afterhours.scheduler.deadline;

import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Turns the keeper's crank. */
@ApplicationScoped
class DeadlineLoop {
    private static final Logger LOG = Logger.getLogger(DeadlineLoop.class);

    private final DeadlineKeeper keeper;
    private final DispatchConfig config;

    DeadlineLoop(DeadlineKeeper keeper, DispatchConfig config) {
        this.keeper = keeper;
        this.config = config;
    }

    @Scheduled(every = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (config.loops()) {
            try {
                keeper.lookOnce();
            } catch (RuntimeException e) {
                LOG.warnf("deadlines of builds: trying again: %s", e.getMessage());
            }
        }
    }
}
