package io.afterhours.scheduler.dispatch;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Turns the rescuer's crank. */
@ApplicationScoped
public class RescueLoop {
    private static final Logger LOG = Logger.getLogger(RescueLoop.class);

    private final Rescuer rescuer;
    private final DispatchConfig config;

    RescueLoop(Rescuer rescuer, DispatchConfig config) {
        this.rescuer = rescuer;
        this.config = config;
    }

    @Scheduled(
            every = "${afterhours.dispatch.rescue-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (config.loops()) {
            try {
                rescuer.rescueOnce();
            } catch (RuntimeException e) {
                LOG.warnf("rescue: trying again: %s", e.getMessage());
            }
        }
    }
}
