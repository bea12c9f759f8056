package io.afterhours.cost.forecast;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has noted in the course of time what is spent and what is expected. */
@ApplicationScoped
public class ForecastLoop {
    private static final boolean ON_A_VIRTUAL_THREAD = true;

    private final Forecaster forecaster;
    private final ForecastConfig config;
    private final Scheduler scheduler;

    ForecastLoop(Forecaster forecaster, ForecastConfig config, Scheduler scheduler) {
        this.forecaster = forecaster;
        this.config = config;
        this.scheduler = scheduler;
    }

    void start(@Observes StartupEvent event) {
        if (config.loop()) {
            scheduler
                    .newJob("forecast")
                    .setInterval(config.every().toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setTask(execution -> forecaster.runOnce(), ON_A_VIRTUAL_THREAD)
                    .schedule();
        }
    }
}
