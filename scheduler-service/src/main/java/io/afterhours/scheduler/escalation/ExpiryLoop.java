package io.afterhours.scheduler.escalation;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Looks for questions whose deadline passed. */
@ApplicationScoped
public class ExpiryLoop {
    private static final Logger LOG = Logger.getLogger(ExpiryLoop.class);

    private final Jdbi jdbi;
    private final Answers answers;

    ExpiryLoop(Jdbi jdbi, Answers answers) {
        this.jdbi = jdbi;
        this.answers = answers;
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            jdbi.useTransaction(answers::expireOnce);
        } catch (RuntimeException e) {
            LOG.warnf("deadlines: trying again: %s", e.getMessage());
        }
    }
}
