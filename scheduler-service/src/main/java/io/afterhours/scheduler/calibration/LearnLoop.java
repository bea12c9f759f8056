package io.afterhours.scheduler.calibration;

import io.afterhours.foundation.time.Jobs;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Turns the learner's crank. */
@ApplicationScoped
public class LearnLoop {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Learner learner;
    private final DispatchConfig config;

    LearnLoop(Learner learner, DispatchConfig config) {
        this.learner = learner;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        if (config.loops()) {
            jobs.every(EVERY, "estimates", learner::learnOnce);
        }
    }
}
