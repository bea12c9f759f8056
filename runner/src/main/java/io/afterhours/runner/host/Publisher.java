package io.afterhours.runner.host;

import io.afterhours.contracts.EventType;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.foundation.nats.NatsClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what this runner says, in order. While NATS is away events wait in memory, each under its own id, so that a repeated
 * publish is one event; when very many wait, log lines and heartbeats are the first to go. They need not outlive this process:
 * the attempts they are about do not either, and the scheduler offers those again.
 */
@ApplicationScoped
public class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final int BATCH = 200;
    private static final int MOST_WAITING = 50_000;
    private static final long MOST_WAITING_BYTES = 8_000_000;
    private static final int MESSAGE_TOO_LARGE = 10054;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final NatsClient nats;
    private final InstantSource clock;
    private final LinkedBlockingDeque<Waiting> queue = new LinkedBlockingDeque<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closed;
    private @Nullable Thread thread;

    Publisher(NatsClient nats, InstantSource clock, MeterRegistry meters) {
        this.nats = nats;
        this.clock = clock;
        meters.gaugeCollectionSize("afterhours.runner.waiting", java.util.List.of(), queue);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("publisher").start(this::run);
    }

    /** Publishes an event after all before it; completes when the stream has it. */
    public CompletionStage<Void> publish(Subject subject, Record event) {
        return add(subject, event, true);
    }

    /** Publishes an event that may be left out when very many wait. */
    public CompletionStage<Void> publishIfRoom(Subject subject, Record event) {
        return add(subject, event, false);
    }

    private CompletionStage<Void> add(Subject subject, Record event, boolean needed) {
        if (!needed && (queue.size() >= MOST_WAITING || waitingBytes.get() >= MOST_WAITING_BYTES)) {
            return CompletableFuture.failedFuture(new IllegalStateException("too many events wait for NATS"));
        }
        var waiting = new Waiting(
                UUID.randomUUID().toString(),
                subject.toString(),
                EventType.of(event.getClass()).ceType(),
                clock.instant().toString(),
                Json.write(event),
                new CompletableFuture<>());
        waitingBytes.addAndGet(waiting.payload().length);
        var _ = waiting.done().whenComplete((done, failure) -> waitingBytes.addAndGet(-waiting.payload().length));
        queue.addLast(waiting);
        return waiting.done();
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            try {
                publishNext();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                if (closed) {
                    return;
                }
                LOG.debugf("events wait for NATS: %s", e.getMessage());
                pause();
            }
        }
    }

    private void publishNext() throws Exception {
        var first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        var batch = new ArrayList<Waiting>();
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        int done = 0;
        try {
            var jetStream = nats.jetStream();
            var answers = new ArrayList<CompletableFuture<PublishAck>>(batch.size());
            for (var each : batch) {
                answers.add(send(jetStream, each));
            }
            for (; done < batch.size(); done++) {
                await(answers.get(done), batch.get(done));
            }
        } finally {
            for (int i = batch.size() - 1; i >= done; i--) {
                queue.addFirst(batch.get(i));
            }
        }
    }

    private static void await(CompletableFuture<PublishAck> answer, Waiting event)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            event.done().complete(null);
        } catch (ExecutionException e) {
            if (!isHopeless(e.getCause())) {
                throw e;
            }
            LOG.errorf("an event for %s can never be published and is left out: %s", event.subject(), e.getCause());
            event.done().completeExceptionally(e.getCause());
        }
    }

    /** Refused for what it is, so that trying again would only hold up the rest. */
    private static boolean isHopeless(@Nullable Throwable cause) {
        for (var each = cause; each != null; each = each.getCause()) {
            if (each instanceof IllegalArgumentException
                    || (each instanceof JetStreamApiException e && e.getApiErrorCode() == 10054)) {
                return true;
            }
        }
        return false;
    }

    private static CompletableFuture<PublishAck> send(JetStream jetStream, Waiting event) {
        var headers = new Headers()
                .put("Nats-Msg-Id", event.id())
                .put("ce-specversion", "1.0")
                .put("ce-id", event.id())
                .put("ce-type", event.type())
                .put("ce-source", "/runner")
                .put("ce-time", event.time());
        try {
            return jetStream.publishAsync(event.subject(), headers, event.payload());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a moment for what is still to be said; nothing is published afterwards. */
    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        var running = thread;
        if (running != null) {
            running.join(Duration.ofSeconds(5));
        }
    }

    private record Waiting(
            String id, String subject, String type, String time, byte[] payload, CompletableFuture<Void> done) {}
}
