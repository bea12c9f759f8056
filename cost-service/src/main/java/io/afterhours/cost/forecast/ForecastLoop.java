package io.afterhours.cost.forecast;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has noted in the course of time what is spent and what is expected. */
@ApplicationScoped
public class ForecastLoop {
    private final Forecaster forecaster;
    private final ForecastConfig config;
    private final Jobs jobs;

    ForecastLoop(Forecaster forecaster, ForecastConfig config, Jobs jobs) {
        this.forecaster = forecaster;
        this.config = config;
        this.jobs = jobs;
    }

    void start(@Observes StartupEvent event) {
        if (config.loop()) {
            jobs.every(config.every(), "forecast", forecaster::runOnce);
        }
    }
}
