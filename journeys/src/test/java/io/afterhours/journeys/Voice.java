package io.afterhours.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** What an agent says by the thousand, whatever is down: each report under an id of its own, to be said again until it is acknowledged. */
final class Voice implements AutoCloseable {
    /** More would only fill the memory while the server is away. */
    private static final int ON_THE_WAY = 4_000;

    private final Connection connection;
    private final JetStream stream;
    private final String subject;
    private final IntFunction<String> report;
    private final AtomicInteger onTheWay = new AtomicInteger();
    private final Queue<Integer> unsaid = new ConcurrentLinkedQueue<>();

    private Voice(Connection connection, String subject, IntFunction<String> report) throws IOException {
        this.connection = connection;
        this.stream = connection.jetStream(
                JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(2)).build());
        this.subject = subject;
        this.report = report;
    }

    /**
     * The voice of an agent, which is added for it.
     *
     * @param kind last word of the subject
     * @param report what it says, by its number
     */
    static Voice of(Suite suite, String agent, String kind, IntFunction<String> report)
            throws IOException, InterruptedException {
        return new Voice(suite.agent(agent), "agent." + agent + "." + kind, report);
    }

    /** Whether there is room for one more on its way. */
    boolean isFree() {
        return onTheWay.get() < ON_THE_WAY;
    }

    /** How many of those that were said are not acknowledged. */
    int open() {
        return onTheWay.get() + unsaid.size();
    }

    void say(int number) {
        onTheWay.incrementAndGet();
        var headers = new Headers().add("ce-id", "report-" + number);
        try {
            var _ = stream.publishAsync(subject, headers, report.apply(number).getBytes(UTF_8))
                    .whenComplete((acknowledged, failure) -> {
                        // Back among the unsaid before it is no longer on its way: who counts misses none.
                        if (failure != null) {
                            unsaid.add(number);
                        }
                        onTheWay.decrementAndGet();
                    });
        } catch (RuntimeException e) {
            // The connection takes no more while it is down.
            unsaid.add(number);
            onTheWay.decrementAndGet();
        }
    }

    /** Says one of those again that were not acknowledged; false when there is none. */
    boolean sayAgain() {
        var again = unsaid.poll();
        if (again == null) {
            return false;
        }
        say(again);
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
