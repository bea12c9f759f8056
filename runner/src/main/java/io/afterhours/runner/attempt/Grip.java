package io.afterhours.runner.attempt;

import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.runner.process.LaunchedProcess;
import io.afterhours.runner.process.StopReason;
import io.afterhours.runner.workspace.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's hold on the process that runs for it: the agent first, then the acceptance command. An order to stop that comes
 * between the two, or before the first, stops the next as soon as it is there.
 */
final class Grip {
    private static final Logger LOG = Logger.getLogger(Grip.class);

    private final AttemptDispatched attempt;
    private final Path own;
    private final InstantSource clock;
    private final AtomicReference<@Nullable LaunchedProcess> running = new AtomicReference<>();
    private final AtomicReference<@Nullable StopReason> stopping = new AtomicReference<>();

    Grip(AttemptDispatched attempt, Path own, InstantSource clock) {
        this.attempt = attempt;
        this.own = own;
        this.clock = clock;
    }

    /** Stops what runs, and what would run next; only the first reason counts. */
    void stop(StopReason reason) {
        stopping.compareAndSet(null, reason);
        var process = running.get();
        if (process != null) {
            process.stop(reason);
        }
    }

    /** Why it is to be stopped, if it is. */
    Optional<StopReason> stopping() {
        return Optional.ofNullable(stopping.get());
    }

    /** Remembers the process, so that it can be stopped, and by a runner that starts after this one was killed. */
    void hold(LaunchedProcess process, Workplace workplace) {
        running.set(process);
        stopping().ifPresent(process::stop);
        try {
            var started = ProcessHandle.of(process.pid())
                    .flatMap(handle -> handle.info().startInstant());
            Leftover.of(attempt, process.pid(), started.orElse(clock.instant()), workplace)
                    .note(own);
        } catch (IOException e) {
            LOG.warnf("the process of attempt %s could not be noted: %s", attempt.session(), e.getMessage());
        }
    }

    /** Lets go of a process that is over. */
    void release() {
        running.set(null);
    }
}
