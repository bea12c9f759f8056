package io.afterhours.scheduler.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Rings when a build changed, or why one waits may have, after the commit that made it true; several rings are one. */
@ApplicationScoped
public class QueueBell {
    private final Semaphore rings = new Semaphore(0);
    private final AtomicLong rung = new AtomicLong();

    public void ring() {
        rung.incrementAndGet();
        // Where nobody listens, the rings must not add up without end.
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** How often it has rung; who remembers that knows whether it rang since. */
    public long rung() {
        return rung.get();
    }

    /** Waits for a ring or for the time to pass. */
    void await(Duration atMost) throws InterruptedException {
        rings.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        rings.drainPermits();
    }
}
