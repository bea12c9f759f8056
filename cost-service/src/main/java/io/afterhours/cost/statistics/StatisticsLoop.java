package io.afterhours.cost.statistics;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has the models looked at in the course of time. */
@ApplicationScoped
public class StatisticsLoop {
    private static final boolean ON_A_VIRTUAL_THREAD = true;

    private final Statistician statistician;
    private final StatisticsConfig config;
    private final Scheduler scheduler;

    StatisticsLoop(Statistician statistician, StatisticsConfig config, Scheduler scheduler) {
        this.statistician = statistician;
        this.config = config;
        this.scheduler = scheduler;
    }

    void start(@Observes StartupEvent event) {
        if (config.loop()) {
            scheduler
                    .newJob("statistics")
                    .setInterval(config.every().toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setTask(execution -> statistician.runOnce(), ON_A_VIRTUAL_THREAD)
                    .schedule();
        }
    }
}
