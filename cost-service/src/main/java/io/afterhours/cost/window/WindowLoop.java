package io.afterhours.cost.window;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has windows looked at in the course of time. */
@ApplicationScoped
public class WindowLoop {
    private final WindowKeeper keeper;
    private final WindowConfig config;
    private final Jobs jobs;

    WindowLoop(WindowKeeper keeper, WindowConfig config, Jobs jobs) {
        this.keeper = keeper;
        this.config = config;
        this.jobs = jobs;
    }

    void start(@Observes StartupEvent event) {
        if (config.loop()) {
            jobs.every(config.every(), "windows", keeper::runOnce);
        }
    }
}
