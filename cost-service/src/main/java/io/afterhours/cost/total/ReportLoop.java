package io.afterhours.cost.total;

import io.afterhours.foundation.time.Pace;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Has the sessions that were held back told of, in rounds that are the longer the more they are; asleep while there are none. */
@ApplicationScoped
public class ReportLoop {
    private static final Logger LOG = Logger.getLogger(ReportLoop.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final CostReporter reporter;
    private final ReportConfig config;
    private final Semaphore held = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);

    ReportLoop(CostReporter reporter, ReportConfig config) {
        this.reporter = reporter;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        reporter.onHeld(held::release);
        Thread.ofVirtual().name("cost-report").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        closing.countDown();
        held.release();
    }

    private void run() {
        try {
            var pause = recover();
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                held.acquire();
                held.drainPermits();
                pause = closing.getCount() == 0 ? Duration.ZERO : runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration recover() throws InterruptedException {
        while (true) {
            try {
                reporter.holdLastBooked();
                return Duration.ZERO;
            } catch (RuntimeException e) {
                LOG.warnf("cost: cannot look for what was booked last, trying again: %s", e.getMessage());
                if (closing.await(AFTER_A_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Duration.ZERO;
                }
            }
        }
    }

    /** Tells of what is held; says how long to wait before the next round. */
    private Duration runOnce() {
        try {
            return Pace.of(reporter.reportHeld(), config.every(), config.atMost());
        } catch (RuntimeException e) {
            LOG.warnf("cost: cannot tell what sessions cost, trying again: %s", e.getMessage());
            held.release();
            return AFTER_A_FAILURE;
        }
    }
}
