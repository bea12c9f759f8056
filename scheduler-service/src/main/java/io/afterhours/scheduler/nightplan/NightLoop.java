package io.afterhours.scheduler.nightplan;

import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Looks whether a night began. */
@ApplicationScoped
public class NightLoop {
    private static final Logger LOG = Logger.getLogger(NightLoop.class);

    private final NightKeeper keeper;
    private final DispatchConfig config;

    NightLoop(NightKeeper keeper, DispatchConfig config) {
        this.keeper = keeper;
        this.config = config;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (config.loops()) {
            try {
                keeper.planOnce();
            } catch (RuntimeException e) {
                LOG.warnf("the night's plan: trying again: %s", e.getMessage());
            }
        }
    }
}
