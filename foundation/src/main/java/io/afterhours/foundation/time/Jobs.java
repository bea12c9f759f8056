package io.afterhours.foundation.time;

import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Begins what a service does again and again while it runs. */
@ApplicationScoped
public class Jobs {
    private static final boolean ON_A_VIRTUAL_THREAD = true;

    private final Scheduler scheduler;

    Jobs(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Has a job done at this interval, by name, and never twice at once: what takes longer is left out the next time. */
    public void every(Duration interval, String name, Runnable job) {
        scheduler
                .newJob(name)
                .setInterval(interval.toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> job.run(), ON_A_VIRTUAL_THREAD)
                .schedule();
    }
}
