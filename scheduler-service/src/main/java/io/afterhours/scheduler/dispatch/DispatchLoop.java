package io.afterhours.scheduler.dispatch;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns the dispatcher's crank: when woken, when the plan says that time could change it, and at the latest every look. */
@ApplicationScoped
public class DispatchLoop {
    private static final Logger LOG = Logger.getLogger(DispatchLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final Dispatcher dispatcher;
    private final PlanningWake wake;
    private final DispatchConfig config;
    private final InstantSource clock;
    private volatile boolean closed;
    private @Nullable Thread thread;

    DispatchLoop(Dispatcher dispatcher, PlanningWake wake, DispatchConfig config, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.wake = wake;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (config.loops()) {
            thread = Thread.ofVirtual().name("dispatch").start(this::run);
        }
    }

    private void run() {
        try {
            while (!closed) {
                wake.await(runOnce());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One pass; returns how long to wait for the next unless woken. */
    Duration runOnce() {
        try {
            return untilNextLook(dispatcher.dispatchOnce());
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.warnf("planning: trying again: %s", e.getMessage());
            }
            return AFTER_FAILURE;
        }
    }

    private Duration untilNextLook(Dispatcher.Outcome outcome) {
        var next = outcome.nextLook();
        if (next == null) {
            return config.lookEvery();
        }
        var until = Duration.between(clock.instant(), next).plusMillis(1);
        return until.compareTo(config.lookEvery()) < 0 ? until : config.lookEvery();
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        wake.wake();
        var running = thread;
        if (running != null) {
            running.join(Duration.ofSeconds(5));
        }
    }
}
