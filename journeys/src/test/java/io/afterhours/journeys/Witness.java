package io.afterhours.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An agent that says one thing after the other, all night, whatever is down: each event under an id of its own, repeated until
 * it is acknowledged, and every tenth once more after that. Sessions are counted up, so that tables tell what came twice.
 */
final class Witness implements AutoCloseable {
    static final String NAME = "witness";

    private static final Duration EVERY = Duration.ofMillis(50);

    private final Connection connection;
    private final JetStream stream;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile boolean closed;

    private Witness(Connection connection) throws IOException {
        this.connection = connection;
        this.stream = connection.jetStream(
                JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(2)).build());
    }

    static Witness in(Suite suite) throws IOException, InterruptedException {
        var witness = new Witness(suite.agent(NAME));
        var _ = witness.thread.scheduleWithFixedDelay(witness::next, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return witness;
    }

    /** How many usage events, and as many progress events, were acknowledged. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Says no more, and returns when the last event is acknowledged. */
    void stop() throws InterruptedException {
        closed = true;
        thread.shutdown();
        if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("an event is still not acknowledged");
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.shutdownNow();
        connection.close();
    }

    private void next() {
        if (closed) {
            return;
        }
        int n = acknowledged.get() + 1;
        say("usage", n, """
                {"session":"w-%d","model":"claude-haiku-4-5","inputTokens":%d,"outputTokens":10}""".formatted(n, inputTokens(n)));
        say("progress", n, """
                {"session":"w-%d","percent":100,"state":"Complete","message":"said %d"}""".formatted(n, n));
        acknowledged.set(n);
    }

    /** What it says in each session, besides 10 tokens out: little enough that no budget holds the others' work. */
    static long inputTokens(int session) {
        return 100L + session % 100;
    }

    private void say(String what, int n, String json) {
        for (int again = n % 10 == 0 ? 2 : 1; again > 0; again--) {
            while (!isSaid(what, n, json)) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        }
    }

    private boolean isSaid(String what, int n, String json) {
        try {
            stream.publish(
                    "agent." + NAME + "." + what, new Headers().add("ce-id", what + "-" + n), json.getBytes(UTF_8));
            return true;
        } catch (Exception e) {
            // Nobody acknowledged it: it is said again under the same id.
            return false;
        }
    }
}
