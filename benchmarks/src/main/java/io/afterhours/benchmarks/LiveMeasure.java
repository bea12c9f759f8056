package io.afterhours.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How soon progress that an agent publishes is in the live stream, that is on its way to the screen: through NATS,
 * progress-service, its database, NATS again and the dashboard. The pauses between events are of any length up to a third of a
 * second, so that some events meet the shortest time between two frames and most do not.
 */
final class LiveMeasure {
    private static final Duration GOAL_P99 = Duration.ofMillis(200);
    private static final String AGENT = "bench";
    private static final Pattern MARK = Pattern.compile("mark-(\\d+)");
    private static final int WARM_UP = 20;
    private static final int PAUSE_MILLIS = 330;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final Path credentials;
    private final Map<Integer, CompletableFuture<Long>> seen = new ConcurrentHashMap<>();
    private final Random pauses = new Random(1);

    LiveMeasure(Api api, Path credentials) {
        this.api = api;
        this.credentials = credentials;
    }

    List<Figure> measure(int events) throws IOException, InterruptedException {
        try (var agent = Agent.add(api, AGENT, credentials);
                var stream = api.lines("/api/stream?topics=progress")) {
            Thread.ofVirtual().name("stream").start(() -> read(stream));
            for (int i = 0; i < WARM_UP; i++) {
                show(agent, i);
            }
            var load = Machine.load();
            var waits = new ArrayList<Duration>();
            for (int i = WARM_UP; i < WARM_UP + events; i++) {
                waits.add(show(agent, i));
            }
            var samples = new Samples(waits);
            return List.of(
                    Figure.millis(
                            "live: bus to stream, p50 of " + samples.count() + " events",
                            samples.percentile(50),
                            null,
                            load),
                    Figure.millis("live: bus to stream, p99", samples.percentile(99), GOAL_P99, load),
                    Figure.millis("live: bus to stream, longest", samples.max(), null, load));
        }
    }

    private Duration show(Agent agent, int number) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pauses.nextInt(PAUSE_MILLIS));
        var arrival = arrival(number);
        var begun = System.nanoTime();
        agent.report("bench-1", number);
        try {
            return Duration.ofNanos(arrival.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS) - begun);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("event " + number + " was not in the stream after " + LIMIT.toSeconds() + " s", e);
        }
    }

    private void read(Stream<String> lines) {
        try {
            lines.forEach(this::note);
        } catch (UncheckedIOException e) {
            // The stream was closed: nothing waits for it any more, or whoever waits says so.
            seen.values().forEach(each -> each.completeExceptionally(e));
        }
    }

    private void note(String line) {
        var now = System.nanoTime();
        var marks = MARK.matcher(line);
        while (marks.find()) {
            arrival(Integer.parseInt(marks.group(1))).complete(now);
        }
    }

    private CompletableFuture<Long> arrival(int number) {
        return seen.computeIfAbsent(number, _ -> new CompletableFuture<>());
    }
}
