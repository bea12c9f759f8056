package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Partition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.nats.client.Message;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
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

    private static final Duration BEFORE_GOING_BACK = Duration.ofSeconds(1);

    private final NatsClient nats;
    private final Consumers consumer;
    private final String channel;
    private final Settings settings;
    private final DatabaseWatch database;
    private final Verdicts verdicts;
    private final Reading reading;
    private final Rounds rounds;
    private final Places places;
    private final BatchReader reader;
    private final @Nullable Parking parking;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong lag = new AtomicLong();
    private boolean backlog;
    private long handedOnAt = System.nanoTime();
    private volatile boolean closed;
    private volatile @Nullable String trouble = "not yet subscribed";

    /**
     * What a channel may set.
     *
     * @param batchSize messages in one batch, at most
     * @param batchBytes what they may come to, subjects and headers included; a batch, the next one, and what is asked for
     *     meanwhile are in memory at a time
     * @param maxInFlight batches of each half at a time; 1 keeps the order of what has one {@linkplain Consumers#orderingKey key}
     * @param maxRefusals how often a single message may be refused before it goes into quarantine
     * @param ackWait how long a message may be out before the server offers it again
     * @param atMostEvery between two batches, where there is no backlog
     */
    record Settings(
            int batchSize, int batchBytes, int maxInFlight, int maxRefusals, Duration ackWait, Duration atMostEvery) {
        /** How many messages of a partition may be out at a time. */
        int maxAckPending() {
            return Math.max(256, 4 * batchSize);
        }
    }

    PullChannel(
            NatsClient nats,
            DeadLetters deadLetters,
            SoleReader soleReader,
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
        this.reading = consumer.isReadInOrder()
                ? new ReadInOrder(nats, consumer, settings, soleReader, database, this::again)
                : new ReadShared(nats, consumer, settings);
        this.verdicts = new Verdicts(
                reading.answers(), deadLetters, database, meters, channel, consumer.durable(), settings.maxRefusals());
        this.rounds = new Rounds(channel, verdicts, database, new TracedContext(vertx), settings.ackWait());
        this.places = new Places(settings.maxInFlight());
        this.reader = new BatchReader(verdicts, channel, consumer.durable());
        this.parking = lot.isFor(consumer)
                ? new Parking(
                        lot,
                        nats,
                        consumer,
                        settings,
                        new Parking.Hands(verdicts, database, rounds, reader),
                        reading::isAgain,
                        meters)
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
            Thread.ofPlatform().daemon().name("pull-" + channel).start(this::pull);
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
                if (reading.isMine()) {
                    pull(bind());
                } else {
                    trouble = null;
                    pause(ReadInOrder.LOOK_EVERY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StreamKeeper.Drift e) {
                trouble = e.getMessage();
                LOG.error(e.getMessage());
                reading.letGo();
                pause(Duration.ofSeconds(10));
            } catch (Exception e) {
                if (closed) {
                    return;
                }
                trouble = "cannot pull " + consumer.durable() + ": " + e.getMessage();
                LOG.warnf("%s; trying again", trouble);
                database.blames(e);
                reading.letGo();
                pause(Duration.ofMillis(500));
            }
        }
    }

    private void pull(Pull from) throws InterruptedException {
        try (from) {
            try {
                while (!closed && reading.isMine() && !reading.goesBack()) {
                    pullOnce(from);
                }
            } finally {
                verdicts.later(from.left(), Duration.ZERO);
            }
        }
        if (reading.goesBack()) {
            pause(BEFORE_GOING_BACK);
        }
    }

    /** What is out is over before it could come a second time. */
    private Pull bind() throws Exception {
        var management = nats.management();
        StreamKeeper.ensure(management, consumer.stream());
        var partitions = consumer.stream().partitions();
        places.whole().take();
        places.whole().free();
        for (var partition : partitions) {
            reading.begin(partition.name());
        }
        if (parking != null) {
            parking.learn();
        }
        return new Pull(
                nats.connection(),
                partitions.stream().map(Partition::name).toList(),
                consumer.durable(),
                settings.batchSize(),
                settings.batchBytes(),
                reading::took);
    }

    /** Hands a message on that waited here to come again. */
    private void again(Message message) throws InterruptedException {
        database.await();
        if (!closed) {
            var batch = reader.read(List.of(message), () -> {});
            if (!batch.isEmpty()) {
                rounds.handOn(batch);
            }
        }
    }

    private void pullOnce(Pull from) throws InterruptedException {
        if (backlog) {
            pullAhead(from);
            return;
        }
        TimeUnit.NANOSECONDS.sleep(handedOnAt + settings.atMostEvery().toNanos() - System.nanoTime());
        var whole = places.whole();
        whole.take();
        var handedOn = false;
        try {
            var batch = reader.read(pulled(from), whole::free);
            handedOn = !batch.isEmpty();
            if (handedOn) {
                handOn(batch);
            }
        } finally {
            if (!handedOn) {
                whole.free();
            }
        }
    }

    /**
     * While a backlog is there, the next batch is read before there is a place for it. A large one goes out in halves; of a flood that is
     * passed over few are left, and two transactions of few are no sooner than one.
     */
    private void pullAhead(Pull from) throws InterruptedException {
        var messages = pulled(from);
        var halves = reader.readApart(
                messages, messages.size() < settings.batchSize() / 2 ? _ -> places.whole() : this::half);
        var freeFirst = halves.entrySet().stream()
                .sorted(Comparator.comparing(each -> !each.getKey().isFree()))
                .toList();
        for (var each : freeFirst) {
            each.getKey().take();
            handOn(each.getValue());
        }
    }

    private Places.Place half(Delivery<? extends Record> delivery) {
        return places.halfOf(consumer.orderingKey(delivery.stream(), delivery.event()));
    }

    private void handOn(Batch batch) {
        handedOnAt = System.nanoTime();
        rounds.handOn(batch);
    }

    private List<Message> pulled(Pull from) throws InterruptedException {
        database.await();
        var messages = from.next();
        trouble = null;
        lag.set(from.backlog());
        backlog = from.backlog() >= settings.batchSize()
                || messages.stream().mapToLong(Message::consumeByteCount).sum() > settings.batchBytes() / 2;
        return parking == null ? messages : parking.pass(messages);
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
