package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Partition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.nats.client.Message;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one durable consumer in batches: a batch is what is there, at least one message and at most the batch size in number and
 * bytes, so batches grow with the load by themselves, and large messages do not fill the memory.
 */
final class PullChannel {
    private static final Logger LOG = Logger.getLogger(PullChannel.class);

    private final NatsClient nats;
    private final Consumers consumer;
    private final String channel;
    private final Settings settings;
    private final DatabaseWatch database;
    private final Verdicts verdicts;
    private final Rounds rounds;
    private final BatchReader reader;
    private final @Nullable Parking parking;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong lag = new AtomicLong();
    private boolean backlog;
    private volatile boolean closed;
    private volatile @Nullable String trouble = "not yet subscribed";

    /**
     * What a channel may set.
     *
     * @param batchSize messages in one batch, at most
     * @param batchBytes what they may come to, subjects and headers included; a batch, the next one, and what is asked for
     *     meanwhile are in memory at a time
     * @param maxInFlight batches at a time; 1 keeps the order
     * @param maxRefusals how often a single message may be refused before it goes into quarantine
     * @param ackWait how long a message may be out before the server offers it again
     */
    record Settings(int batchSize, int batchBytes, int maxInFlight, int maxRefusals, Duration ackWait) {}

    PullChannel(
            NatsClient nats,
            DeadLetters deadLetters,
            Parking.Lot lot,
            MeterRegistry meters,
            Vertx vertx,
            String channel,
            Consumers consumer,
            Settings settings) {
        this.nats = nats;
        this.channel = channel;
        this.consumer = consumer;
        this.settings = settings;
        this.database = new DatabaseWatch(channel, deadLetters);
        this.verdicts =
                new Verdicts(deadLetters, database, meters, channel, consumer.durable(), settings.maxRefusals());
        this.rounds = new Rounds(
                channel, verdicts, database, new TracedContext(vertx), settings.maxInFlight(), settings.ackWait());
        this.reader = new BatchReader(verdicts, channel, consumer.durable());
        this.parking = lot.isFor(consumer)
                ? new Parking(
                        lot, nats, consumer, settings, new Parking.Hands(verdicts, database, rounds, reader), meters)
                : null;
        meters.gauge("afterhours.lag", List.of(Tag.of("consumer", consumer.durable())), lag);
    }

    String channel() {
        return channel;
    }

    String durable() {
        return consumer.durable();
    }

    /** Why nothing is pulled now, or null when all is well. */
    @Nullable String trouble() {
        return database.isAway() ? "the database is down; nothing is pulled until it is back" : trouble;
    }

    Multi<org.eclipse.microprofile.reactive.messaging.Message<?>> stream() {
        return rounds.stream(() -> {
            Thread.ofVirtual().name("pull-" + channel).start(this::pull);
            if (parking != null) {
                parking.start();
            }
        });
    }

    /**
     * Hands a message from quarantine to the method again.
     *
     * @return completes when the method has applied it, or with the reason why not
     */
    CompletableFuture<Void> replay(Refused refused) {
        return rounds.replay(refused);
    }

    private void pull() {
        while (!closed) {
            try {
                pull(bind());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StreamKeeper.Drift e) {
                trouble = e.getMessage();
                LOG.error(e.getMessage());
                pause(Duration.ofSeconds(10));
            } catch (Exception e) {
                if (closed) {
                    return;
                }
                trouble = "cannot pull " + consumer.durable() + ": " + e.getMessage();
                LOG.warnf("%s; trying again", trouble);
                pause(Duration.ofMillis(500));
            }
        }
    }

    private void pull(Pull from) throws InterruptedException {
        try (from) {
            try {
                while (!closed) {
                    pullOnce(from);
                }
            } finally {
                verdicts.later(from.left(), Duration.ZERO);
            }
        }
    }

    private Pull bind() throws Exception {
        var management = nats.management();
        StreamKeeper.ensure(management, consumer.stream());
        var partitions = consumer.stream().partitions();
        for (var partition : partitions) {
            StreamKeeper.ensureConsumer(
                    management,
                    partition.name(),
                    consumer.durable(),
                    consumer.subjects(),
                    settings.ackWait(),
                    Math.max(256, 4 * settings.batchSize()));
        }
        if (parking != null) {
            parking.learn();
        }
        return new Pull(
                nats.connection(),
                partitions.stream().map(Partition::name).toList(),
                consumer.durable(),
                settings.batchSize(),
                settings.batchBytes());
    }

    /**
     * Pulls a batch when there is a place for it. While a backlog is there, of a batch and more, the next one is read in the
     * meantime.
     */
    private void pullOnce(Pull from) throws InterruptedException {
        var ahead = backlog ? pulled(from) : null;
        rounds.reserve();
        var handed = false;
        try {
            var batch = ahead == null ? pulled(from) : ahead;
            if (!batch.isEmpty()) {
                rounds.handOn(batch);
                handed = true;
            }
        } finally {
            if (!handed) {
                rounds.release();
            }
        }
    }

    private Batch pulled(Pull from) throws InterruptedException {
        database.await();
        var messages = from.next();
        trouble = null;
        lag.set(from.waiting());
        backlog = from.waiting() >= settings.batchSize()
                || messages.stream().mapToLong(Message::consumeByteCount).sum() > settings.batchBytes() / 2;
        return reader.read(parking == null ? messages : parking.pass(messages), rounds::release);
    }

    private void pause(Duration time) {
        try {
            var _ = wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
        if (parking != null) {
            parking.close();
        }
        rounds.close();
        database.close();
        wake.release();
    }
}
