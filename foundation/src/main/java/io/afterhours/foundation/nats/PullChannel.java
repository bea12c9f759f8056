package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Partition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.nats.client.Message;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one durable consumer in batches: a batch is what is there, at least one message and at most the batch size in number and
 * bytes, so batches grow with the load by themselves, and large messages do not fill the memory.
 */
final class PullChannel {
    private static final Logger LOG = Logger.getLogger(PullChannel.class);

    /** How often it is asked whether this process is still the one that reads, and another whether it is so now. */
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private static final Duration BEFORE_GOING_BACK = Duration.ofSeconds(1);
    private static final byte[] ACKNOWLEDGED = "+ACK".getBytes(StandardCharsets.US_ASCII);

    private final NatsClient nats;
    private final Consumers consumer;
    private final String channel;
    private final Settings settings;
    private final DatabaseWatch database;
    private final Verdicts verdicts;
    private final @Nullable InOrder inOrder;
    private final Rounds rounds;
    private final Places places;
    private final Map<String, Places.Place> halves;
    private final BatchReader reader;
    private final @Nullable Parking parking;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong lag = new AtomicLong();
    private boolean backlog;
    private long handedOnAt = System.nanoTime();
    private long lookedAt = System.nanoTime() - LOOK_NANOS;
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
     * @param atMostEvery between two batches, where there is no backlog
     */
    record Settings(
            int batchSize, int batchBytes, int maxInFlight, int maxRefusals, Duration ackWait, Duration atMostEvery) {}

    /** What there is besides where one process alone reads. */
    private record InOrder(SoleReader reader, AnsweredInOrder answers) {}

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
        this.inOrder = consumer.isReadInOrder()
                ? new InOrder(soleReader, new AnsweredInOrder(consumer.durable(), this::acknowledge, this::again))
                : null;
        this.verdicts = new Verdicts(
                inOrder == null ? new AnsweredEach() : inOrder.answers(),
                deadLetters,
                database,
                meters,
                channel,
                consumer.durable(),
                settings.maxRefusals());
        this.rounds = new Rounds(channel, verdicts, database, new TracedContext(vertx), settings.ackWait());
        this.places = new Places(
                settings.maxInFlight(), consumer.stream().partitions().size());
        this.halves = consumer.stream().partitions().stream()
                .collect(Collectors.toMap(Partition::name, each -> places.halfOf(each.number())));
        this.reader = new BatchReader(verdicts, channel, consumer.durable());
        this.parking = lot.isFor(consumer)
                ? new Parking(
                        lot,
                        nats,
                        consumer,
                        settings,
                        new Parking.Hands(verdicts, database, rounds, reader),
                        inOrder == null ? PullChannel::isAgain : inOrder.answers()::isAgain,
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
                if (reads()) {
                    pull(bind());
                } else {
                    trouble = null;
                    pause(Duration.ofNanos(LOOK_NANOS));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StreamKeeper.Drift e) {
                trouble = e.getMessage();
                LOG.error(e.getMessage());
                letGo();
                pause(Duration.ofSeconds(10));
            } catch (Exception e) {
                if (closed) {
                    return;
                }
                trouble = "cannot pull " + consumer.durable() + ": " + e.getMessage();
                LOG.warnf("%s; trying again", trouble);
                database.blames(e);
                letGo();
                pause(Duration.ofMillis(500));
            }
        }
    }

    private void pull(Pull from) throws InterruptedException {
        try (from) {
            try {
                while (!closed && reads() && !goesBack()) {
                    pullOnce(from);
                }
            } finally {
                verdicts.later(from.left(), Duration.ZERO);
            }
        }
        if (goesBack()) {
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
            begin(partition.name());
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
                inOrder == null ? message -> true : inOrder.answers()::took);
    }

    private void begin(String partition) throws Exception {
        int maxAckPending = Math.max(256, 4 * settings.batchSize());
        if (inOrder == null) {
            StreamKeeper.ensureConsumer(
                    nats.management(),
                    partition,
                    consumer.durable(),
                    consumer.subjects(),
                    settings.ackWait(),
                    maxAckPending);
        } else {
            inOrder.answers().begin(partition);
            StreamKeeper.beginInOrder(
                    nats.connection(),
                    partition,
                    consumer.durable(),
                    consumer.subjects(),
                    settings.ackWait(),
                    maxAckPending);
        }
    }

    /** Whether this process is one that reads. */
    private boolean reads() throws InterruptedException {
        if (inOrder == null || System.nanoTime() - lookedAt < LOOK_NANOS) {
            return true;
        }
        database.await();
        var reads = inOrder.reader().isThis(consumer.durable());
        if (reads) {
            lookedAt = System.nanoTime();
        }
        return reads;
    }

    /** Lets another process try, which may be able to. */
    private void letGo() {
        if (inOrder != null) {
            inOrder.reader().letGo(consumer.durable());
            lookedAt = System.nanoTime() - LOOK_NANOS;
        }
    }

    private boolean goesBack() {
        return inOrder != null && inOrder.answers().goesBack();
    }

    private void acknowledge(String reply) {
        try {
            nats.connection().publish(reply, ACKNOWLEDGED);
        } catch (IOException | IllegalStateException e) {
            LOG.debugf("%s: not acknowledged: %s", channel, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private static boolean isAgain(Message message) {
        return message.metaData().deliveredCount() > 1;
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
        if (messages.size() < settings.batchSize() / 2) {
            handOn(messages, places.whole());
            return;
        }
        var halved = messages.stream().collect(Collectors.groupingBy(this::half));
        var freeFirst = halved.entrySet().stream()
                .sorted(Comparator.comparing(each -> !each.getKey().isFree()))
                .toList();
        for (var each : freeFirst) {
            handOn(each.getValue(), each.getKey());
        }
    }

    private Places.Place half(Message message) {
        return Objects.requireNonNull(halves.get(message.metaData().getStream()));
    }

    private void handOn(List<Message> messages, Places.Place place) throws InterruptedException {
        var batch = reader.read(messages, place::free);
        if (!batch.isEmpty()) {
            place.take();
            handOn(batch);
        }
    }

    private void handOn(Batch batch) {
        handedOnAt = System.nanoTime();
        rounds.handOn(batch);
    }

    private List<Message> pulled(Pull from) throws InterruptedException {
        database.await();
        var messages = from.next();
        trouble = null;
        lag.set(from.waiting());
        backlog = from.waiting() >= settings.batchSize()
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
