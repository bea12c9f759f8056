package io.afterhours.progress.session;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Publishes what was held back, an interval after the first of it; asleep while nothing is. */
@ApplicationScoped
public class ConflationLoop {
    private static final Logger LOG = Logger.getLogger(ConflationLoop.class);

    private final Announcer announcer;
    private final SessionConfig config;
    private final Semaphore held = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);

    ConflationLoop(Announcer announcer, SessionConfig config) {
        this.announcer = announcer;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        announcer.onHeld(held::release);
        Thread.ofVirtual().name("conflation").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        closing.countDown();
        held.release();
    }

    private void run() {
        try {
            findUnpublished();
            while (closing.getCount() > 0) {
                held.acquire();
                held.drainPermits();
                while (!closing.await(config.publishEvery().toMillis(), TimeUnit.MILLISECONDS) && runOnce() > 0) {
                    held.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void findUnpublished() throws InterruptedException {
        while (true) {
            try {
                announcer.holdUnpublished();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("progress: cannot look for unpublished sessions, trying again: %s", e.getMessage());
                if (closing.await(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        }
    }

    /** Publishes what is due; says how many sessions are still held. */
    int runOnce() throws InterruptedException {
        try {
            return announcer.publishHeld();
        } catch (RuntimeException e) {
            LOG.warnf("progress: cannot publish what was held back, trying again: %s", e.getMessage());
            return closing.await(1, TimeUnit.SECONDS) ? 0 : 1;
        }
    }
}
