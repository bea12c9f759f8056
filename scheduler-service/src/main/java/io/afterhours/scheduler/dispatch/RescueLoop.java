package io.afterhours.scheduler.dispatch;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Turns the rescuer's crank. */
@ApplicationScoped
public class RescueLoop {
    private final Rescuer rescuer;
    private final DispatchConfig config;

    RescueLoop(Rescuer rescuer, DispatchConfig config) {
        this.rescuer = rescuer;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        if (config.loops()) {
            jobs.every(config.rescueEvery(), "rescue", rescuer::rescueOnce);
        }
    }
}
