package io.afterhours.scheduler.deadline;

import io.afterhours.foundation.time.Jobs;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Turns the keeper's crank. */
@ApplicationScoped
class DeadlineLoop {
    private static final Duration EVERY = Duration.ofSeconds(20);

    private final DeadlineKeeper keeper;
    private final DispatchConfig config;

    DeadlineLoop(DeadlineKeeper keeper, DispatchConfig config) {
        this.keeper = keeper;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        if (config.loops()) {
            jobs.every(EVERY, "deadlines of builds", keeper::lookOnce);
        }
    }
}
