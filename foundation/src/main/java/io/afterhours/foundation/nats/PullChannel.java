package io.afterhours.foundation.nats;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.stream.Consumers;
import io.afterhours.foundation.sql.Outage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.Message;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one durable consumer in batches: a batch is what is there, at least one message and at most the batch size, so batches
 * grow with the load by themselves.
 */
final class PullChannel {
    private static final Logger LOG = Logger.getLogger(PullChannel.class);
    private static final Duration[] PAUSES = {
        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10)
    };
    private static final Duration WHILE_DOWN = Duration.ofSeconds(1);
    private static final int REFUSALS_REMEMBERED = 10_000;

    /** A message that comes this often was not even refused: it takes the process down with it. */
    private static final long DELIVERIES_TOLERATED = 100;

    private final NatsClient nats;
    private final DeadLetters deadLetters;
    private final Consumers consumer;
    private final String channel;
    private final int batchSize;
    private final int maxRefusals;
    private final Duration ackWait;
    private final Semaphore permits;
    private final Semaphore wake = new Semaphore(0);
    private final Set<Batch> out = ConcurrentHashMap.newKeySet();
    private final Map<Long, Integer> refusals = java.util.Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > REFUSALS_REMEMBERED;
        }
    });
    private final Counter consumed;
    private final Counter refused;
    private final Counter buried;
    private final AtomicLong lag = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean down;
    private volatile @Nullable String trouble = "not yet subscribed";
    private @Nullable MultiEmitter<? super org.eclipse.microprofile.reactive.messaging.Message<?>> emitter;

    PullChannel(
            NatsClient nats,
            DeadLetters deadLetters,
            MeterRegistry meters,
            String channel,
            Consumers consumer,
            int batchSize,
            int maxInFlight,
            int maxRefusals,
            Duration ackWait) {
        this.nats = nats;
        this.deadLetters = deadLetters;
        this.channel = channel;
        this.consumer = consumer;
        this.batchSize = batchSize;
        this.maxRefusals = maxRefusals;
        this.ackWait = ackWait;
        this.permits = new Semaphore(maxInFlight);
        this.consumed = meters.counter("afterhours.consumed", "consumer", consumer.durable());
        this.refused = meters.counter("afterhours.refused", "consumer", consumer.durable());
        this.buried = meters.counter("afterhours.quarantined", "consumer", consumer.durable());
        meters.gauge(
                "afterhours.lag", List.of(io.micrometer.core.instrument.Tag.of("consumer", consumer.durable())), lag);
    }

    String channel() {
        return channel;
    }

    /** Why nothing is pulled now, or null when all is well. */
    @Nullable String trouble() {
        return trouble;
    }

    Multi<org.eclipse.microprofile.reactive.messaging.Message<?>> stream() {
        return Multi.createFrom().emitter(to -> {
            emitter = to;
            Thread.ofVirtual().name("pull-" + channel).start(this::pull);
            Thread.ofVirtual().name("in-progress-" + channel).start(this::keepInProgress);
        });
    }

    private void pull() {
        while (!closed) {
            try {
                var from = bind();
                while (!closed) {
                    permits.acquire();
                    var handed = false;
                    try {
                        awaitDatabase();
                        trouble = null;
                        handed = handOn(fetch(from));
                    } finally {
                        if (!handed) {
                            permits.release();
                        }
                    }
                }
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

    private ConsumerContext bind() throws Exception {
        var management = nats.management();
        StreamKeeper.ensure(management, consumer.stream());
        StreamKeeper.ensureConsumer(
                management,
                consumer.stream(),
                consumer.durable(),
                consumer.subjects(),
                ackWait,
                Math.max(256, 4 * batchSize));
        return nats.connection().getConsumerContext(consumer.stream().name(), consumer.durable());
    }

    /** While the database is down nothing is pulled, so that messages do not age here and refusals do not count. */
    private void awaitDatabase() throws InterruptedException {
        while (down && !closed) {
            if (deadLetters.reachable()) {
                down = false;
                LOG.infof("%s: the database is back", channel);
                return;
            }
            trouble = "the database is down; nothing is pulled until it is back";
            wake.tryAcquire(WHILE_DOWN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private List<Message> fetch(ConsumerContext from) throws Exception {
        var got = new ArrayList<Message>();
        var options = FetchConsumeOptions.builder()
                .maxMessages(batchSize)
                .noWaitExpiresIn(5_000)
                .build();
        try (var fetched = from.fetch(options)) {
            for (Message message = fetched.nextMessage(); message != null; message = fetched.nextMessage()) {
                got.add(message);
            }
        }
        if (!got.isEmpty()) {
            lag.set(got.getLast().metaData().pendingCount());
        } else {
            lag.set(0);
        }
        return got;
    }

    /** Hands a fetched batch to the method, without what cannot be read; says whether there was anything to hand on. */
    private boolean handOn(List<Message> messages) {
        var batch = new Batch(new ArrayList<>(messages.size()), new ArrayList<>(messages.size()));
        for (var message : messages) {
            try {
                if (message.metaData().deliveredCount() > DELIVERIES_TOLERATED) {
                    throw new InvalidEvent(
                            "message", "one that can be applied", "one delivered " + DELIVERIES_TOLERATED + " times");
                }
                batch.events.add(Decoder.decode(message, consumer.durable()));
                batch.messages.add(message);
            } catch (InvalidEvent e) {
                bury(message, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "%s: cannot read message %d",
                        channel,
                        message.metaData().streamSequence());
                bury(message, "cannot be read: " + e);
            }
        }
        if (batch.messages.isEmpty()) {
            return false;
        }
        emit(batch);
        return true;
    }

    private void emit(Batch batch) {
        out.add(batch);
        var to = emitter;
        if (to == null) {
            throw new IllegalStateException("emitted before subscription");
        }
        to.emit(new BatchMessage(batch.events, () -> done(batch), why -> failed(batch, why)));
    }

    /**
     * Hands a message from quarantine to the method again.
     *
     * @return completes when the method has applied it, or with the reason why not
     */
    CompletableFuture<Void> replay(Refused refused) {
        var over = new CompletableFuture<Void>();
        var to = emitter;
        if (to == null) {
            return CompletableFuture.failedFuture(new IllegalStateException(channel + " has not started yet"));
        }
        to.emit(new BatchMessage(
                List.of(Decoder.decode(refused)), () -> over.complete(null), over::completeExceptionally));
        return over;
    }

    String durable() {
        return consumer.durable();
    }

    private void done(Batch batch) {
        for (var message : batch.messages) {
            answer(message, Message::ack);
            refusals.remove(message.metaData().streamSequence());
        }
        consumed.increment(batch.messages.size());
        over(batch);
    }

    private void failed(Batch batch, Throwable why) {
        if (closed) {
            giveBack(batch, Duration.ZERO);
        } else if (Outage.is(why)) {
            LOG.warnf("%s: the database refused a batch of %d: %s", channel, batch.messages.size(), why.getMessage());
            down = true;
            giveBack(batch, WHILE_DOWN);
        } else if (batch.messages.size() > 1) {
            LOG.warnf(why, "%s: a batch of %d was refused; trying one by one", channel, batch.messages.size());
            split(batch);
            return;
        } else {
            refusedAlone(batch, why);
        }
        over(batch);
    }

    private void giveBack(Batch batch, Duration delay) {
        for (var message : batch.messages) {
            answer(message, each -> each.nakWithDelay(delay));
        }
    }

    /** Hands the members on one after the other, on the permit of the batch. */
    private void split(Batch batch) {
        out.remove(batch);
        var rest = new ArrayList<Batch>();
        for (int i = 0; i < batch.messages.size(); i++) {
            rest.add(new Batch(List.of(batch.messages.get(i)), List.of(batch.events.get(i))));
        }
        for (int i = 0; i + 1 < rest.size(); i++) {
            rest.get(i).next = rest.get(i + 1);
        }
        out.addAll(rest);
        emit(rest.getFirst());
    }

    private void refusedAlone(Batch batch, Throwable why) {
        refused.increment();
        var message = batch.messages.getFirst();
        var sequence = message.metaData().streamSequence();
        int times = refusals.merge(sequence, 1, Integer::sum);
        LOG.warnf(why, "%s: message %d was refused (%d of %d)", channel, sequence, times, maxRefusals);
        if (why instanceof InvalidEvent || times >= maxRefusals) {
            bury(
                    message,
                    why instanceof InvalidEvent
                            ? String.valueOf(why.getMessage())
                            : "refused " + times + " times: " + why);
        } else {
            var pause = PAUSES[Math.min(times, PAUSES.length) - 1];
            answer(message, each -> each.nakWithDelay(pause));
        }
    }

    private void bury(Message message, String reason) {
        var about = message.metaData();
        try {
            deadLetters.bury(Decoder.refused(message, consumer.durable(), reason));
            answer(message, Message::term);
            refusals.remove(about.streamSequence());
            buried.increment();
            LOG.warnf(
                    "%s: message %d on %s is in quarantine: %s",
                    channel, about.streamSequence(), message.getSubject(), reason);
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                down = true;
            }
            LOG.errorf(
                    "%s: message %d cannot be put into quarantine: %s",
                    channel, about.streamSequence(), e.getMessage());
            answer(message, each -> each.nakWithDelay(WHILE_DOWN));
        }
    }

    /**
     * Answers the server. While it is away no answer reaches it: it offers the message again, and the inbox or quarantine
     * knows it already. An answer must never throw, because that would end the channel.
     */
    private void answer(Message message, Consumer<Message> how) {
        try {
            how.accept(message);
        } catch (IllegalStateException e) {
            LOG.debugf("%s: not answered: %s", channel, e.getMessage());
        }
    }

    private void over(Batch batch) {
        out.remove(batch);
        if (batch.next != null) {
            emit(batch.next);
        } else {
            permits.release();
        }
    }

    /** Tells the server of batches that take long that they are still being worked on. */
    private void keepInProgress() {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(ackWait.dividedBy(3).toMillis());
                for (var batch : out) {
                    for (var message : batch.messages) {
                        answer(message, Message::inProgress);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration time) {
        try {
            wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
        wake.release(2);
    }

    /** Messages that are out together, and the batch that follows when they are over. */
    private static final class Batch {
        private final List<Message> messages;
        private final List<Delivery<? extends Record>> events;
        private @Nullable Batch next;

        Batch(List<Message> messages, List<Delivery<? extends Record>> events) {
            this.messages = messages;
            this.events = events;
        }
    }
}
