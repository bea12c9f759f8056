package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightPlanTest {
    private final Gateway gateway = Gateway.start();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void builds_stand_in_their_slots_with_a_tail_and_what_does_not_fit_says_why() {
        gateway.on("GET /api/queue/plan", Samples.NIGHT_PLAN);

        var out = new Caller(folder).of(gateway).call("queue", "plan").out();

        assertThat(out)
                .contains("The night: 3 builds", "about 2 h 45 min of work, at most $4.10", "1 build does not fit")
                .contains("███████░░░░░░░····", "B-46", "Waits: it may take 9 h.");
    }
}
