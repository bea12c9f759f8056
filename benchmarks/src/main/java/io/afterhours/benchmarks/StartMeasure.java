package io.afterhours.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How soon a build that may start runs in the runner: from the moment the client has the answer to its POST until its process
 * was started, by the same clock. One build at a time, so that each meets an idle suite.
 */
final class StartMeasure {
    private static final Duration GOAL_P50 = Duration.ofMillis(25);
    private static final Duration GOAL_P99 = Duration.ofMillis(100);
    private static final int WARM_UP = 20;
    private static final Duration BEFORE_LOOKING = Duration.ofMillis(150);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Api api;
    private final InstantSource clock;

    StartMeasure(Api api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    List<Figure> measure(int builds) throws IOException, InterruptedException {
        openAlways();
        for (int i = 0; i < WARM_UP; i++) {
            queue("Warm-up " + i);
        }
        var load = Machine.load();
        var starts = new ArrayList<Duration>();
        var answers = new ArrayList<Duration>();
        for (int i = 0; i < builds; i++) {
            var queued = queue("Build " + i);
            starts.add(Duration.between(queued.answered(), queued.started()));
            answers.add(queued.took());
        }
        var start = new Samples(starts);
        var post = new Samples(answers);
        return List.of(
                Figure.millis("start, p50 of " + start.count() + " builds", start.percentile(50), GOAL_P50, load),
                Figure.millis("start, p99", start.percentile(99), GOAL_P99, load),
                Figure.millis("start, longest", start.max(), null, load),
                Figure.millis("answer to the POST of a build, p50", post.percentile(50), null, load),
                Figure.millis("answer to the POST of a build, p99", post.percentile(99), null, load));
    }

    /** Without the night's bands: what is queued may start. */
    private void openAlways() throws IOException, InterruptedException {
        api.put(
                "/api/policies/bench",
                Map.of(
                        "bands",
                        List.of(Map.of(
                                "name", "always", "days", "every day", "from", "00:00", "to", "00:00", "slots", 3))));
        api.post("/api/policies/bench/use", Map.of());
    }

    private record Queued(Duration took, Instant answered, Instant started) {}

    private Queued queue(String title) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var build = api.post(
                "/api/builds",
                Map.of(
                        "title",
                        title,
                        "prompt",
                        "true",
                        "priority",
                        "high",
                        "category",
                        "infrastructure",
                        "agent",
                        "shell"));
        var answered = clock.instant();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        return new Queued(took, answered, started(ended(build.path("id").asText())));
    }

    private JsonNode ended(String id) throws IOException, InterruptedException {
        var until = System.nanoTime() + LIMIT.toNanos();
        TimeUnit.MILLISECONDS.sleep(BEFORE_LOOKING.toMillis());
        var build = api.get("/api/builds/" + id);
        while (build.path("endedAt").isMissingNode() || build.path("endedAt").isNull()) {
            if (System.nanoTime() > until) {
                throw new IOException("build " + id + " did not end in " + LIMIT.toSeconds() + " s: " + build);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            build = api.get("/api/builds/" + id);
        }
        return build;
    }

    private static Instant started(JsonNode build) throws IOException {
        var attempts = build.path("attempts");
        if (!build.path("state").asText().equals("finished") || attempts.size() != 1) {
            throw new IOException("expected a build that finished with its first attempt, was " + build);
        }
        return Instant.parse(attempts.get(0).path("startedAt").asText());
    }
}
