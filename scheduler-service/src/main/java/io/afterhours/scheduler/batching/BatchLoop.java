package io.afterhours.scheduler.batching;

import io.afterhours.foundation.time.Jobs;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Turns the crank of the batches. */
@ApplicationScoped
public class BatchLoop {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Proposer proposer;
    private final DispatchConfig config;

    BatchLoop(Proposer proposer, DispatchConfig config) {
        this.proposer = proposer;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        if (config.loops()) {
            jobs.every(EVERY, "batches", proposer::proposeOnce);
        }
    }
}
