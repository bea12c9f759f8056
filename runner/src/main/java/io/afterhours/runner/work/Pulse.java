package io.afterhours.runner.work;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.foundation.nats.NatsClient;
import io.afterhours.foundation.nats.NatsConfig;
import io.afterhours.runner.attempt.Slots;
import io.afterhours.runner.host.Publisher;
import io.afterhours.runner.host.RunnerConfig;
import io.afterhours.runner.load.LoadWatch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says that this runner and its attempts are alive. */
@ApplicationScoped
public class Pulse {
    private static final Logger LOG = Logger.getLogger(Pulse.class);
    private static final long FLUSH_MILLIS = 200;

    private final Publisher publisher;
    private final Slots slots;
    private final WorkTaker taker;
    private final LoadWatch load;
    private final RunnerConfig config;
    private final NatsConfig identity;
    private final String version;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pulse").factory());

    Pulse(
            Publisher publisher,
            Slots slots,
            WorkTaker taker,
            LoadWatch load,
            RunnerConfig config,
            NatsConfig identity,
            NatsClient nats,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.publisher = publisher;
        this.slots = slots;
        this.taker = taker;
        this.load = load;
        this.config = config;
        this.identity = identity;
        this.version = version;
        nats.onReconnect(this::beat);
    }

    void start(@Observes StartupEvent event) {
        report("ready");
        long beat = config.heartbeat().toMillis();
        var _ = timer.scheduleWithFixedDelay(() -> keepGoing(this::beat), beat, beat, TimeUnit.MILLISECONDS);
        var _ = timer.scheduleWithFixedDelay(
                () -> keepGoing(this::flush), FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** In this order: take nothing more, end the attempts, say so, and wait until all of it is said. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        taker.close();
        report("draining");
        slots.close();
        timer.shutdownNow();
        report("stopped");
        publisher.close();
    }

    private void beat() {
        slots.beat();
        report("ready");
    }

    /** Log lines wait no longer than a fifth of a second, and a lease that runs out is noticed as soon. */
    private void flush() {
        slots.flush();
        slots.fence();
    }

    private void keepGoing(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "the pulse missed a beat");
        }
    }

    private void report(String state) {
        publisher.publishIfRoom(
                new Subject.OfRunner(identity.identity(), "reported"),
                new RunnerReported(
                        config.pool(),
                        config.slots(),
                        slots.used(),
                        state,
                        slots.sessions(),
                        slots.profiles(),
                        version,
                        load.look()));
    }
}
