package io.afterhours.foundation.time;

import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Begins what a service does again and again while it runs: each job by a name, which the log says where a turn of it fails. */
@ApplicationScoped
public class Jobs {
    private static final Logger LOG = Logger.getLogger(Jobs.class);
    private static final boolean ON_A_VIRTUAL_THREAD = true;

    private final Scheduler scheduler;

    Jobs(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Has a job done at this interval, the first time at once, and never twice at the same time: what takes longer is left out the next
     * time. A turn that fails leaves the rest to the next.
     */
    public void every(Duration interval, String name, Runnable job) {
        after(Duration.ZERO, interval, name, job);
    }

    /** The same, but that this delay comes before the first time. */
    public void after(Duration delay, Duration interval, String name, Runnable job) {
        scheduler
                .newJob(name)
                .setDelayed(delay.toString())
                .setInterval(interval.toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> attempt(name, job), ON_A_VIRTUAL_THREAD)
                .schedule();
    }

    /** The same, but that the first time is over when this returns. */
    public void fromNowEvery(Duration interval, String name, Runnable job) {
        attempt(name, job);
        after(interval, interval, name, job);
    }

    private static void attempt(String name, Runnable job) {
        try {
            job.run();
        } catch (RuntimeException e) {
            LOG.warnf("%s: trying again: %s", name, e.getMessage());
        }
    }
}
