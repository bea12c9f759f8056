package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.queue.QueueBell;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Says that something happened that could let a build start; called after the commit that made it true. */
@ApplicationScoped
public class PlanningWake {
    private final Semaphore bell = new Semaphore(0);
    private final QueueBell queue;

    public PlanningWake(QueueBell queue) {
        this.queue = queue;
    }

    public void wake() {
        bell.release();
        // What could let a build start is what changes why it waits.
        queue.ring();
    }

    /** Waits for a wake or for the time to pass; several wakes are one. */
    void await(Duration atMost) throws InterruptedException {
        bell.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        bell.drainPermits();
    }
}
