package io.afterhours.runner.host;

import io.afterhours.contracts.Subject;
import io.afterhours.foundation.nats.NatsClient;
import io.afterhours.foundation.nats.NatsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
 * Publishes what this runner says, in order. While NATS is away events wait, each under its own id, so that a repeated publish
 * is one event. They wait in a {@link Spool}, too: what was said before this process was killed is said by the next. Only what
 * may be left out waits in memory alone, and when very much waits it is the first to go.
 */
@ApplicationScoped
public class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final int BATCH = 200;
    private static final int MOST_WAITING = 50_000;
    private static final long MOST_WAITING_BYTES = 8_000_000;
    private static final int CROWDED = 2_000;
    private static final long CROWDED_BYTES = 2_000_000;
    private static final long MOST_SPOOLED_BYTES = 8_000_000;
    private static final int MESSAGE_TOO_LARGE = 10054;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CROWDED_PAUSE = Duration.ofMillis(10);

    private final NatsClient nats;
    private final InstantSource clock;
    private final Spool spool;
    private final LinkedBlockingDeque<Waiting> queue = new LinkedBlockingDeque<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closed;
    private @Nullable Thread thread;

    Publisher(NatsClient nats, NatsConfig identity, RunnerConfig config, InstantSource clock, MeterRegistry meters) {
        this.nats = nats;
        this.clock = clock;
        // By name: a runner may not say what one of another name has left.
        this.spool = Spool.in(config.folder().resolve("spool").resolve(identity.identity()), MOST_SPOOLED_BYTES);
        spool.waiting().forEach(this::add);
        meters.gaugeCollectionSize("afterhours.runner.waiting", List.of(), queue);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("publisher").start(this::run);
    }

    /** Publishes an event after all before it, whatever happens to this process; completes when the stream has it. */
    public CompletionStage<Void> publish(Subject subject, Record event) {
        var outgoing = Outgoing.of(subject, event, clock.instant());
        spool.keep(outgoing);
        return add(outgoing);
    }

    /** Publishes an event that may be left out when very many wait. */
    public CompletionStage<Void> publishIfRoom(Subject subject, Record event) {
        return queue.size() >= MOST_WAITING || waitingBytes.get() >= MOST_WAITING_BYTES
                ? CompletableFuture.failedFuture(new IllegalStateException("too many events wait for NATS"))
                : add(Outgoing.of(subject, event, clock.instant()));
    }

    /**
     * Waits while much else does. Who speaks for an agent that has very much to say waits here, and the agent with it: otherwise what
     * it says would fill this process's memory, and hold up the heartbeats of all others. Whoever is interrupted waits no longer.
     */
    public void awaitRoom() {
        while (!closed && isCrowded() && !Thread.currentThread().isInterrupted()) {
            pause(CROWDED_PAUSE);
        }
    }

    private boolean isCrowded() {
        return queue.size() >= CROWDED || waitingBytes.get() >= CROWDED_BYTES;
    }

    /** How many events wait. */
    int waiting() {
        return queue.size();
    }

    private CompletionStage<Void> add(Outgoing event) {
        var waiting = new Waiting(event, event.body(), new CompletableFuture<>());
        waitingBytes.addAndGet(waiting.body().length);
        var _ = waiting.done().whenComplete((done, failure) -> {
            waitingBytes.addAndGet(-waiting.body().length);
            spool.forget(event);
        });
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
                pause(PAUSE);
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
            LOG.errorf(
                    "an event for %s can never be published and is left out: %s",
                    event.event().subject(), e.getCause());
            event.done().completeExceptionally(e.getCause());
        }
    }

    /** Refused for what it is, so that trying again would only hold up the rest. */
    private static boolean isHopeless(@Nullable Throwable cause) {
        for (var each = cause; each != null; each = each.getCause()) {
            if (each instanceof IllegalArgumentException
                    || (each instanceof JetStreamApiException e && e.getApiErrorCode() == MESSAGE_TOO_LARGE)) {
                return true;
            }
        }
        return false;
    }

    private static CompletableFuture<PublishAck> send(JetStream jetStream, Waiting event) {
        try {
            return jetStream.publishAsync(event.event().subject(), event.event().headers(), event.body());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a moment for what is still to be said; the next process says the rest. */
    @PreDestroy
    public void close() throws InterruptedException {
        closed = true;
        var running = thread;
        if (running != null) {
            running.join(Duration.ofSeconds(5));
        }
    }

    private record Waiting(Outgoing event, byte[] body, CompletableFuture<Void> done) {}
}
