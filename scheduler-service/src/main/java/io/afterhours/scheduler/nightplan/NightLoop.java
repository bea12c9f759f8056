package io.afterhours.scheduler.nightplan;

import io.afterhours.foundation.time.Jobs;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Looks whether a night began. */
@ApplicationScoped
public class NightLoop {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final NightKeeper keeper;
    private final DispatchConfig config;

    NightLoop(NightKeeper keeper, DispatchConfig config) {
        this.keeper = keeper;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        if (config.loops()) {
            jobs.every(EVERY, "the night's plan", keeper::planOnce);
        }
    }
}
