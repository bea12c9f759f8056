package io.afterhours.scheduler.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.markdown.StatusPage.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private static final Instant NOW = Instant.parse("2026-11-21T01:14:00Z");

    @Test
    void says_what_runs_what_needs_you_what_waits_and_what_is_over() {
        var page = StatusPage.render(
                List.of(
                        new Row("B-1", "Choose a *name*", BuildState.FINISHED, "Finished today 01:00."),
                        new Row("B-2", "Write <b>copy</b>\nnow", BuildState.RUNNING, "Attempt 1 is running."),
                        new Row("B-3", "Build landing page", BuildState.QUEUED, "Waits for B-2.")),
                100,
                NOW,
                ZoneId.of("Europe/Berlin"));

        assertThat(page).isEqualTo("""
                # Build Status

                Updated 2026-11-21 02:14 (Europe/Berlin). Written by Afterhours at every change; what is edited here is lost.

                ## Running (1)

                - **B-2** Write \\<b\\>copy\\</b\\> now: Attempt 1 is running.

                ## Needs you (0)

                *(none)*

                ## Waiting (1)

                - **B-3** Build landing page: Waits for B-2.

                ## Over (1)

                - **B-1** Choose a \\*name\\*: Finished today 01:00.
                """);
    }

    @Test
    void shows_all_that_runs_and_of_the_rest_the_first_and_that_there_are_more() {
        var rows = Stream.of(BuildState.RUNNING, BuildState.QUEUED)
                .flatMap(state -> IntStream.range(0, 3).mapToObj(i -> new Row("B-" + i, "Build " + i, state, "So.")))
                .toList();

        assertThat(StatusPage.render(rows, 2, NOW, ZoneId.of("Europe/Berlin")))
                .contains(
                        "## Running (3)\n",
                        "## Waiting (the first 2)\n\n- **B-0** Build 0: So.\n- **B-1** Build 1: So.\n\n*(and more");
    }
}
