package io.afterhours.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent of many sessions that reports usage by the thousand a second, whatever is down: each report under an id of its own,
 * repeated until it is acknowledged; one of ten is said twice at once, and one of twenty once more after some seconds.
 */
final class Crowd implements AutoCloseable {
    static final String NAME = "crowd";
    static final int SESSIONS = 200;

    /** More would only fill the memory while the server is away. */
    private static final int ON_THE_WAY = 4_000;

    private static final Duration TICK = Duration.ofMillis(10);

    private final Connection connection;
    private final JetStream stream;
    private final int perTick;
    private final Thread thread;
    private final Random random = new Random(42);
    private final AtomicInteger onTheWay = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final Queue<Integer> unsaid = new ConcurrentLinkedQueue<>();
    private final AtomicInteger said = new AtomicInteger();
    private volatile boolean ending;

    private Crowd(Connection connection, int perSecond) throws IOException {
        this.connection = connection;
        this.stream = connection.jetStream(
                JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(2)).build());
        this.perTick = Math.toIntExact(perSecond * TICK.toMillis() / 1_000);
        this.thread = Thread.ofPlatform().name(NAME).start(this::talk);
    }

    static Crowd in(Suite suite, int perSecond) throws IOException, InterruptedException {
        return new Crowd(suite.agent(NAME), perSecond);
    }

    /** How many different reports there are so far. */
    int said() {
        return said.get();
    }

    /** How often a report was said again that nobody had refused. */
    int duplicates() {
        return duplicates.get();
    }

    /** Has nothing more to say, and returns when the last report is acknowledged. */
    void stop() throws InterruptedException {
        ending = true;
        if (!thread.join(Duration.ofMinutes(2))) {
            throw new IllegalStateException(onTheWay.get() + unsaid.size() + " reports are still not acknowledged");
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        connection.close();
    }

    /** The number of a report within its session, from one; no two of a session have the same. */
    static long numberInSession(int report) {
        return 1L + report / SESSIONS;
    }

    private void talk() {
        var next = System.nanoTime();
        while (!Thread.currentThread().isInterrupted() && !isDone()) {
            for (int n = 0; n < perTick && onTheWay.get() < ON_THE_WAY; n++) {
                sayNext();
            }
            next = Math.max(next + TICK.toNanos(), System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** Asked in this order: a report is back among the unsaid before it is no longer on its way. */
    private boolean isDone() {
        return ending && onTheWay.get() == 0 && unsaid.isEmpty();
    }

    /** What was not acknowledged goes before what is new. */
    private void sayNext() {
        var again = unsaid.poll();
        if (again != null) {
            say(again);
        } else if (!ending) {
            var report = said.getAndIncrement();
            say(report);
            if (report % 10 == 0) {
                repeat(report);
            }
            if (report % 20 == 0) {
                repeat(random.nextInt(report + 1));
            }
        }
    }

    private void repeat(int report) {
        duplicates.incrementAndGet();
        say(report);
    }

    private void say(int report) {
        onTheWay.incrementAndGet();
        var headers = new Headers().add("ce-id", "report-" + report);
        var json = """
                {"session":"c-%d","model":"claude-haiku-4-5","inputTokens":1,"outputTokens":2,"cacheReadTokens":%d}""".formatted(report % SESSIONS, numberInSession(report));
        try {
            var _ = stream.publishAsync("agent." + NAME + ".usage", headers, json.getBytes(UTF_8))
                    .whenComplete((acknowledged, failure) -> {
                        if (failure != null) {
                            unsaid.add(report);
                        }
                        onTheWay.decrementAndGet();
                    });
        } catch (RuntimeException e) {
            // The connection takes no more while it is down.
            unsaid.add(report);
            onTheWay.decrementAndGet();
        }
    }
}
