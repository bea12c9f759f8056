package io.afterhours.scheduler.control;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Looks for a pause that came to its end. */
@ApplicationScoped
public class PauseLoop {
    private static final Logger LOG = Logger.getLogger(PauseLoop.class);

    private final Jdbi jdbi;
    private final Switchboard switchboard;

    PauseLoop(Jdbi jdbi, Switchboard switchboard) {
        this.jdbi = jdbi;
        this.switchboard = switchboard;
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            jdbi.useTransaction(switchboard::endPause);
        } catch (RuntimeException e) {
            LOG.warnf("the end of a pause: trying again: %s", e.getMessage());
        }
    }
}
