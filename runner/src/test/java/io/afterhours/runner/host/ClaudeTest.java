package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.workspace.Repository;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Attempts of Claude Code, for which a program stands in that says what the real one said. */
@QuarkusTest
@TestProfile(RunnerSettings.class)
class ClaudeTest extends BenchTest {
    @Test
    void the_stand_in_is_started_with_the_prompt_by_standard_input() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("fixture finished\nwrite page")
                .with("claude")
                .model("claude-sonnet-4-5")
                .in(repository.path())
                .accepting("test -f page");
        bench.dispatch(order);
        var finished = bench.await(AttemptFinished.class, order);
        assertThat(finished.failure()).isNull();
        assertThat(finished.summary()).isEqualTo("The page is done.\nAll tests pass.");
        assertThat(Files.readAllLines(repository.path().resolve("argv.txt")))
                .containsExactly(
                        "-p",
                        "--output-format",
                        "stream-json",
                        "--verbose",
                        "--session-id",
                        order.session(),
                        "--model=claude-sonnet-4-5",
                        "--max-budget-usd",
                        "2.50");
        assertThat(bench.heard(UsageReported.class, order))
                .filteredOn(usage -> usage.costUsd() != null)
                .hasSize(2)
                .allMatch(UsageReported::cumulative);
        assertThat(bench.heard(ProgressReported.class, order).stream().map(ProgressReported::message))
                .contains("Testing the page");
    }

    @Test
    void a_limited_session_is_taken_up_again_where_it_was_and_books_only_what_is_new() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("fixture limited\nwrite page\nexit 1")
                .with("claude")
                .in(repository.path());
        bench.dispatch(order);
        var limited = bench.await(AttemptFinished.class, order);
        assertThat(limited.resumable()).isTrue();
        assertThat(limited.failure()).isNotNull();
        assertThat(limited.failure().failureClass()).isEqualTo(FailureClass.RATE_LIMITED);
        var again = Bench.order("fixture resumed")
                .with("claude")
                .in(repository.path())
                .resuming(order.session());
        bench.dispatch(again);
        var finished = bench.await(AttemptFinished.class, again);
        assertThat(finished.failure()).isNull();
        assertThat(repository.path().resolve("page")).exists();
        assertThat(Files.readAllLines(repository.path().resolve("argv.txt")))
                .containsSequence("--resume", order.session());
        assertThat(bench.heard(UsageReported.class, again)).singleElement().satisfies(usage -> {
            assertThat(usage.inputTokens()).isEqualTo(500);
            assertThat(usage.costUsd()).isEqualByComparingTo("0.05");
        });
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void usage_that_cannot_be_true_is_a_note_in_the_log_and_harms_nothing_else() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order =
                Bench.order("fixture broken-counter\nwrite page").with("claude").in(repository.path());
        bench.dispatch(order);

        assertThat(bench.await(AttemptFinished.class, order).failure()).isNull();
        assertThat(log(order))
                .anySatisfy(
                        line -> assertThat(line)
                                .startsWith(
                                        "Not reported (inputTokens: expected a number from 0 to 10000000000, was 10000000001)"));
        assertThat(bench.heard(UsageReported.class, order))
                .singleElement()
                .returns("claude-haiku-4-5-20251001", UsageReported::model);
    }
}
