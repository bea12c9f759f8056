package io.afterhours.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How soon progress that an agent publishes is on the screen: the way that {@link LiveMeasure} takes, and then a real browser that
 * reads it, changes the page and paints it. One event after the other, with pauses of any length up to a third of a second.
 */
final class PaintMeasure {
    private static final Duration GOAL_P99 = Duration.ofMillis(200);
    private static final int WARM_UP = 30;
    private static final int PAUSE_MILLIS = 330;

    private final Api api;
    private final Path credentials;
    private final InstantSource clock;
    private final Random pauses = new Random(2);

    PaintMeasure(Api api, Path credentials, InstantSource clock) {
        this.api = api;
        this.credentials = credentials;
        this.clock = clock;
    }

    List<Figure> measure(int events) throws IOException, InterruptedException {
        try (var agent = Agent.add(api, "painter", credentials);
                var tab = Tab.signedIn(api)) {
            tab.watchMarks();
            for (int i = 0; i < WARM_UP; i++) {
                show(agent, tab, i);
            }
            var load = Machine.load();
            var waits = new ArrayList<Duration>();
            for (int i = WARM_UP; i < WARM_UP + events; i++) {
                waits.add(show(agent, tab, i));
            }
            var samples = new Samples(waits);
            return List.of(
                    Figure.millis(
                            "painted: bus to screen, p50 of " + samples.count() + " events",
                            samples.percentile(50),
                            null,
                            load),
                    Figure.millis("painted: bus to screen, p99", samples.percentile(99), GOAL_P99, load),
                    Figure.millis("painted: bus to screen, longest", samples.max(), null, load));
        }
    }

    private Duration show(Agent agent, Tab tab, int number) {
        tab.page().waitForTimeout(pauses.nextInt(PAUSE_MILLIS));
        var sent = clock.instant();
        agent.report("painter-1", number);
        return Duration.between(sent, tab.painted(number));
    }
}
