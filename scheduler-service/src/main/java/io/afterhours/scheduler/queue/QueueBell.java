package io.afterhours.scheduler.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rings when a build changed, or why one waits may have, after the commit that made it true; several rings are one. */
@ApplicationScoped
public class QueueBell {
    private final Semaphore rings = new Semaphore(0);

    public void ring() {
        // Where nobody listens, the rings must not add up without end.
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Waits for a ring or for the time to pass. */
    void await(Duration atMost) throws InterruptedException {
        rings.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        rings.drainPermits();
    }
}
