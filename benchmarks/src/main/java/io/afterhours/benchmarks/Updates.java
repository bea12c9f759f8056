package io.afterhours.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** Progress of many builds in turn, published evenly as progress-service publishes it, until it is closed. */
final class Updates implements AutoCloseable {
    /** How many are remembered; what comes back is asked for long before its place is taken by another. */
    private static final int KEPT = 200_000;

    private final Connection connection;
    private final int builds;
    private final InstantSource clock;
    private final AtomicLongArray sentMicros = new AtomicLongArray(KEPT);
    private final Thread publisher;
    private volatile int next = 1;

    /**
     * Starts to publish.
     *
     * @param builds how many builds take turns
     */
    Updates(String natsUrl, int builds, int perSecond, InstantSource clock) throws IOException, InterruptedException {
        this.builds = builds;
        this.clock = clock;
        connection = Nats.connect(natsUrl);
        publisher = Thread.ofPlatform().name("updates").daemon().start(() -> publish(perSecond));
    }

    private void publish(int perSecond) {
        var pause = Duration.ofSeconds(1).toNanos() / perSecond;
        var due = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            var number = next;
            var now = clock.instant();
            sentMicros.set(number % KEPT, ChronoUnit.MICROS.between(Instant.EPOCH, now));
            connection.publish("progress.updated." + PlayedServices.session(number % builds + 1), update(number, now));
            next = number + 1;
            due += pause;
            var left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private byte[] update(int number, Instant now) {
        var build = number % builds + 1;
        return """
                {"session":"%s","version":%d,"agent":"claude","build":"%s","task":null,"percent":%d,"message":"mark-%d",\
                "updatedAt":"%s","ended":false}""".formatted(
                        PlayedServices.session(build),
                        number + 1,
                        PlayedServices.build(build),
                        number / builds % 100,
                        number,
                        now)
                .getBytes(UTF_8);
    }

    /** How long each painted mark took that was published from a moment on. */
    List<Duration> took(Map<Integer, Instant> painted, Instant from) {
        var took = new ArrayList<Duration>();
        painted.forEach((mark, at) -> {
            if (mark < next && mark > next - KEPT) {
                var published = Instant.EPOCH.plus(sentMicros.get(mark % KEPT), ChronoUnit.MICROS);
                if (!published.isBefore(from)) {
                    took.add(Duration.between(published, at));
                }
            }
        });
        return took;
    }

    /** How many were published. */
    int count() {
        return next - 1;
    }

    @Override
    public void close() throws InterruptedException {
        publisher.interrupt();
        publisher.join();
        connection.close();
    }
}
