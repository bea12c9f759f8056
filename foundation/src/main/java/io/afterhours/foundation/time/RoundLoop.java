package io.afterhours.foundation.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does in rounds what is not worth doing at each occasion, such as telling of what changes often: asleep while there is no occasion,
 * and after each round for as long as the round says. A round that fails is done again a second later.
 */
public final class RoundLoop {
    private static final Logger LOG = Logger.getLogger(RoundLoop.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final String what;
    private final Runnable recovery;
    private final Supplier<Duration> round;
    private final Semaphore occasion = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * Makes a loop that does not run yet.
     *
     * @param what is done, as the log says it cannot be done
     * @param recovery finds what an earlier life of this process left to do; tried until it succeeds
     * @param round does what is to be done; returns the least time until the next round
     */
    public RoundLoop(String what, Runnable recovery, Supplier<Duration> round) {
        this.what = what;
        this.recovery = recovery;
        this.round = round;
    }

    public void start() {
        Thread.ofVirtual().name("rounds").start(this::run);
    }

    public void stop() {
        closing.countDown();
        occasion.release();
    }

    /** There is something for a round to do. */
    public void wake() {
        occasion.release();
    }

    private void run() {
        try {
            while (!attempt(recovery) && !closing.await(AFTER_A_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {}
            while (closing.getCount() > 0) {
                occasion.acquire();
                occasion.drainPermits();
                if (closing.getCount() == 0) {
                    return;
                }
                var pause = new Duration[] {AFTER_A_FAILURE};
                if (!attempt(() -> pause[0] = round.get())) {
                    wake();
                }
                closing.await(pause[0].toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt(Runnable task) {
        try {
            task.run();
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("cannot %s, trying again: %s", what, e.getMessage());
            return false;
        }
    }
}
