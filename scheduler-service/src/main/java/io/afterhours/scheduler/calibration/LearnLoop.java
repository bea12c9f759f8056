package io.afterhours.scheduler.calibration;

import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Turns the learner's crank. */
@ApplicationScoped
public class LearnLoop {
    private static final Logger LOG = Logger.getLogger(LearnLoop.class);

    private final Learner learner;
    private final DispatchConfig config;

    LearnLoop(Learner learner, DispatchConfig config) {
        this.learner = learner;
        this.config = config;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (config.loops()) {
            try {
                learner.learnOnce();
            } catch (RuntimeException e) {
                LOG.warnf("estimates: learning again in a moment: %s", e.getMessage());
            }
        }
    }
}
