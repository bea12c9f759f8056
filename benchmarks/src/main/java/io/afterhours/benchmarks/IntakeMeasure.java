package io.afterhours.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** How many builds a second are queued by batches over HTTP, each answered when it is committed. */
final class IntakeMeasure {
    private static final double GOAL = 2_000;
    private static final int BATCH = 500;
    private static final int CLIENTS = 2;
    private static final int WARM_UP = 2;

    private final Api api;

    IntakeMeasure(Api api) {
        this.api = api;
    }

    List<Figure> measure(int builds) throws IOException, InterruptedException {
        api.post("/api/control/pause", Map.of("mode", "pause"));
        queue("Warm-up", WARM_UP);
        var load = Machine.load();
        var batches = Math.ceilDiv(builds, BATCH * CLIENTS);
        var begun = System.nanoTime();
        queue("Intake", batches);
        var seconds = (System.nanoTime() - begun) / 1e9;
        var queued = batches * BATCH * CLIENTS;
        api.post("/api/control/resume", Map.of());
        return List.of(Figure.rate("intake by HTTP of " + queued + " builds", queued / seconds, GOAL, load));
    }

    /** Each client sends so many batches, one after the other. */
    private void queue(String name, int batches) throws IOException, InterruptedException {
        var clients = new ArrayList<Callable<Void>>();
        for (int i = 0; i < CLIENTS; i++) {
            var client = name + " by client " + i;
            clients.add(() -> {
                for (int j = 0; j < batches; j++) {
                    send(client + ", batch " + j);
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (var client : threads.invokeAll(clients)) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a batch was not queued", e.getCause());
        }
    }

    private void send(String batch) throws IOException, InterruptedException {
        var answer = api.post(
                "/api/builds/batch",
                IntStream.range(0, BATCH)
                        .mapToObj(i -> Map.of(
                                "title",
                                "Write chapter " + i + ", " + batch,
                                "priority",
                                "medium",
                                "category",
                                "documentation",
                                "kind",
                                "kind-" + i % 10))
                        .toList());
        if (answer.path("queued").asInt() != BATCH) {
            throw new IOException("expected " + BATCH + " queued builds, was " + answer.path("queued") + " with "
                    + answer.path("refused") + " refused");
        }
    }
}
