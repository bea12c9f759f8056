package io.afterhours.runner.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.runner.workspace.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverTest {
    @TempDir
    Path own;

    @Test
    void a_runner_that_was_killed_knows_every_build_that_its_agent_worked_on() throws Exception {
        var member = new AttemptDispatched.Member("s-2", "B-2", 1, 8, "Another", "true");
        var order = new AttemptDispatched(
                "s-1",
                null,
                "B-1",
                1,
                7,
                Duration.ofSeconds(45),
                "A build",
                "Do it",
                null,
                "claude",
                null,
                null,
                "true",
                null,
                null,
                List.of(),
                List.of(member));
        Leftover.of(order, 4711, Instant.EPOCH, new Workplace.Scratch(own)).note(own);

        assertThat(Leftover.in(own).orElseThrow().all())
                .extracting(AttemptDispatched.Member::session, AttemptDispatched.Member::fence)
                .containsExactly(tuple("s-1", 7L), tuple("s-2", 8L));
    }

    @Test
    void a_note_that_names_no_others_is_about_one_build() throws Exception {
        Files.writeString(own.resolve("running.json"), """
                {"session":"s-1","build":"B-1","number":1,"fence":7,"pid":-1,"started":"2026-11-21T20:00:00Z"}""");

        assertThat(Leftover.in(own).orElseThrow().all()).hasSize(1);
    }
}
