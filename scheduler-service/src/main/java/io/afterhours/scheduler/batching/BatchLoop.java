package io.afterhours.scheduler.batching;

import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Turns the crank of the batches. */
@ApplicationScoped
public class BatchLoop {
    private static final Logger LOG = Logger.getLogger(BatchLoop.class);

    private final Proposer proposer;
    private final DispatchConfig config;

    BatchLoop(Proposer proposer, DispatchConfig config) {
        this.proposer = proposer;
        this.config = config;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (config.loops()) {
            try {
                proposer.proposeOnce();
            } catch (RuntimeException e) {
                LOG.warnf("batches: looking again in a moment: %s", e.getMessage());
            }
        }
    }
}
