package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * The connector {@code nats} for incoming channels. A channel names one of {@link Consumers}, and may set {@code batch-size}
 * (256), {@code batch-bytes} (4 MiB), {@code max-in-flight} (batches of each half of a backlog at a time, 1 keeps the order),
 * {@code max-refusals} (5), {@code ack-wait} (PT30S) and {@code at-most-every} (PT0S, the least time between two batches that are
 * no backlog). Its method takes a {@code List<Delivery<...>>}. While a batch of a backlog is applied the next one is read, and the
 * one after that comes in.
 */
@ApplicationScoped
@Connector("nats")
public class NatsConnector implements InboundConnector, HealthReporter {
    private final NatsClient nats;
    private final DeadLetters deadLetters;
    private final SoleReader soleReader;
    private final Parking.Lot lot;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private final List<PullChannel> channels = new CopyOnWriteArrayList<>();

    NatsConnector(
            NatsClient nats,
            DeadLetters deadLetters,
            SoleReader soleReader,
            ParkedAgents parked,
            ParkingConfig parking,
            MeterRegistry meters,
            Vertx vertx) {
        this.nats = nats;
        this.deadLetters = deadLetters;
        this.soleReader = soleReader;
        this.lot = new Parking.Lot(parked, parking);
        this.meters = meters;
        this.vertx = vertx;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        var channel = new PullChannel(
                nats,
                deadLetters,
                soleReader,
                lot,
                meters,
                vertx,
                config.getValue("channel-name", String.class),
                config.getValue("consumer", Consumers.class),
                new PullChannel.Settings(
                        config.getOptionalValue("batch-size", Integer.class).orElse(256),
                        config.getOptionalValue("batch-bytes", Integer.class).orElse(4 << 20),
                        config.getOptionalValue("max-in-flight", Integer.class).orElse(1),
                        config.getOptionalValue("max-refusals", Integer.class).orElse(5),
                        config.getOptionalValue("ack-wait", Duration.class).orElse(Duration.ofSeconds(30)),
                        config.getOptionalValue("at-most-every", Duration.class).orElse(Duration.ZERO)));
        channels.add(channel);
        return channel.stream();
    }

    /**
     * Hands a message from quarantine to its method again.
     *
     * @return completes when the method has applied it, or with the reason why not
     */
    public CompletableFuture<Void> replay(Refused refused) {
        return channels.stream()
                .filter(channel -> channel.durable().equals(refused.consumer()))
                .findFirst()
                .map(channel -> channel.replay(refused))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IllegalStateException("there is no consumer " + refused.consumer() + " any more")));
    }

    @Override
    public HealthReport getReadiness() {
        var report = HealthReport.builder();
        for (var channel : channels) {
            var trouble = nats.isConnected() ? channel.trouble() : "not connected to NATS";
            report.add(channel.channel(), trouble == null, trouble);
        }
        return report.build();
    }

    @Override
    public HealthReport getLiveness() {
        return HealthReport.OK_INSTANCE;
    }

    @PreDestroy
    void close() {
        channels.forEach(PullChannel::close);
    }
}
