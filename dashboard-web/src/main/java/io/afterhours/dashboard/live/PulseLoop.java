package io.afterhours.dashboard.live;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Runs something when it is asked for: at once after a silence, and however often it is asked, once in an interval. */
final class PulseLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PulseLoop.class);

    private final long interval;
    private final Runnable pulse;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("live-pulse").factory());
    private volatile long last;

    PulseLoop(Duration interval, Runnable pulse) {
        this.interval = interval.toNanos();
        this.pulse = pulse;
        last = System.nanoTime() - this.interval;
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** From any thread. */
    void ask() {
        if (!asked.get() && asked.compareAndSet(false, true)) {
            var _ = timer.schedule(this::run, interval - (System.nanoTime() - last), TimeUnit.NANOSECONDS);
        }
    }

    private void run() {
        last = System.nanoTime();
        // Before it runs: who asks meanwhile may not be seen by this one.
        asked.set(false);
        try {
            pulse.run();
        } catch (RuntimeException e) {
            LOG.error("The live view could not be brought up to date; the next change tries it again.", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
