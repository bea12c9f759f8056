package io.afterhours.cost.statistics;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has the models looked at in the course of time. */
@ApplicationScoped
public class StatisticsLoop {
    private final Statistician statistician;
    private final StatisticsConfig config;
    private final Jobs jobs;

    StatisticsLoop(Statistician statistician, StatisticsConfig config, Jobs jobs) {
        this.statistician = statistician;
        this.config = config;
        this.jobs = jobs;
    }

    void start(@Observes StartupEvent event) {
        if (config.loop()) {
            jobs.every(config.every(), "statistics", statistician::runOnce);
        }
    }
}
