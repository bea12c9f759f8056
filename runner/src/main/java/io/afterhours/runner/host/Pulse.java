package io.afterhours.runner.host;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.foundation.nats.NatsClient;
import io.afterhours.foundation.nats.NatsConfig;
import io.afterhours.runner.attempt.Slots;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says that this runner and its attempts are alive. */
@ApplicationScoped
public class Pulse {
    private final Publisher publisher;
    private final Slots slots;
    private final WorkTaker taker;
    private final RunnerConfig config;
    private final NatsConfig identity;
    private final String version;

    Pulse(
            Publisher publisher,
            Slots slots,
            WorkTaker taker,
            RunnerConfig config,
            NatsConfig identity,
            NatsClient nats,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.publisher = publisher;
        this.slots = slots;
        this.taker = taker;
        this.config = config;
        this.identity = identity;
        this.version = version;
        nats.onReconnect(this::beat);
    }

    void start(@Observes StartupEvent event) {
        report("ready");
    }

    /** In this order: take nothing more, end the attempts, say so, and wait until all of it is said. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        taker.close();
        report("draining");
        slots.close();
        report("stopped");
        publisher.close();
    }

    @Scheduled(every = "${afterhours.runner.heartbeat:10s}", delayed = "2s")
    void beat() {
        slots.beat();
        report("ready");
    }

    /** Log lines wait no longer than this, and a lease that runs out is noticed as soon. */
    @Scheduled(every = "0.25s", delayed = "1s")
    void flush() {
        slots.flush();
        slots.fence();
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
                        version));
    }
}
