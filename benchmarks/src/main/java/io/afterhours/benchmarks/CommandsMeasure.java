package io.afterhours.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long whole commands take, as a person types them. */
final class CommandsMeasure {
    private static final Duration GOAL_STATUS = Duration.ofMillis(500);
    private static final int STATUS_CALLS = 20;
    private static final Duration GOAL_SIMULATION = Duration.ofSeconds(10);
    private static final String SIMULATED = "examples/policies-compared/queue.md";

    private final Suite suite;
    private final Path root;

    /** @param root the repository */
    CommandsMeasure(Suite suite, Path root) {
        this.suite = suite;
        this.root = root;
    }

    List<Figure> status() throws IOException, InterruptedException {
        var load = Machine.load();
        var calls = new ArrayList<Duration>();
        for (int i = 0; i < STATUS_CALLS; i++) {
            calls.add(suite.run("status"));
        }
        var samples = new Samples(calls);
        return List.of(
                Figure.millis("status, p50 of " + STATUS_CALLS + " calls", samples.percentile(50), GOAL_STATUS, load),
                Figure.millis("status, longest", samples.max(), GOAL_STATUS, load));
    }

    /** @param which "first", which finds nothing compiled, or "second", which is what a person has who tries one policy after another */
    Figure simulation(String which) throws IOException, InterruptedException {
        var load = Machine.load();
        var took = suite.run(
                "simulate",
                "--days",
                "30",
                "--builds",
                "2000",
                "--slots",
                "3",
                "--policy",
                "night",
                "--policy",
                "saver",
                "--queue",
                root.resolve(SIMULATED).toString());
        return Figure.seconds(
                "simulation of 30 days and 2,000 builds, two policies, " + which, took, GOAL_SIMULATION, load);
    }
}
