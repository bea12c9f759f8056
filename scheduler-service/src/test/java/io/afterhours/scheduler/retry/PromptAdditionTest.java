package io.afterhours.scheduler.retry;

import static io.afterhours.scheduler.retry.Failures.NOW;
import static io.afterhours.scheduler.retry.Failures.STANDARD;
import static io.afterhours.scheduler.retry.Failures.failed;
import static io.afterhours.scheduler.retry.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.retry.RetryDecision.Retry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an attempt is told of those before it. */
class PromptAdditionTest {
    @ParameterizedTest
    @CsvSource({
        "true, true, true",
        "true, true, false",
        "true, false, true",
        "true, false, false",
        "false, true, true",
        "false, true, false",
        "false, false, true",
        "false, false, false"
    })
    void each_part_of_the_addition_is_a_switch(boolean whatFailed, boolean lastLines, boolean whatWasTried) {
        var asked = new Addition(whatFailed, lastLines, whatWasTried);
        var rung = new Rung(Duration.ZERO, asked, Scope.SAME, null, null, Told.NOBODY);

        var told = ((Retry) RetryRules.afterFailure(
                        Tally.NOTHING,
                        "Earlier.\n",
                        failure(FailureClass.CRASHED),
                        new Ladder(List.of(rung), Map.of()),
                        NOW))
                .promptAddition();

        assertThat(told.contains("failed: the agent crashed.")).isEqualTo(whatFailed);
        assertThat(told.contains("> `make test` exited with 1.")).isEqualTo(whatFailed);
        assertThat(told.contains("> expected 4, was 5")).isEqualTo(lastLines);
        assertThat(told.contains("Attempt 1 failed")).isEqualTo(whatFailed || lastLines);
        assertThat(told.contains("Earlier.")).isEqualTo(whatWasTried);
        assertThat(told).endsWith("then do the whole task.\n");
    }

    @Test
    void the_person_may_ask_for_less() {
        assertThat(RetryRules.promptAddition(RetryOption.of("smaller"), "Earlier.\n"))
                .startsWith("Earlier.\nDo less this time");
        assertThat(RetryRules.promptAddition(RetryOption.SMALLER, null)).startsWith("Do less this time");
        assertThat(RetryRules.promptAddition(RetryOption.RETRY, "Earlier.\n")).isEqualTo("Earlier.\n");
        assertThat(RetryRules.promptAddition(RetryOption.OTHER_AGENT, null)).isNull();
    }

    @Test
    void of_long_output_the_end_is_passed_on() {
        var output = "line of output\n".repeat(3_000) + "the cause";
        var retry = (Retry) RetryRules.afterFailure(
                Tally.NOTHING, null, failure(FailureClass.CRASHED, "It crashed.", output), STANDARD, NOW);

        assertThat(retry.promptAddition()).contains("> (Earlier lines were cut.)\n> line", "> the cause\n");
        assertThat(retry.promptAddition().length()).isLessThan(6_000);
    }

    @Test
    void colours_and_other_control_characters_are_taken_out() {
        var retry = (Retry) RetryRules.afterFailure(
                Tally.NOTHING,
                null,
                failure(FailureClass.CRASHED, "It crashed.", "\u001b[31mred\u001b[0m\u0007 and\ttab"),
                STANDARD,
                NOW);

        assertThat(retry.promptAddition()).contains("> red and\ttab\n");
    }

    @Property
    void output_never_passes_for_an_instruction(@ForAll("outputs") String output) {
        var retry = (Retry) RetryRules.afterFailure(
                Tally.NOTHING, null, failure(FailureClass.CRASHED, "x" + output, output), STANDARD, NOW);
        var lines = retry.promptAddition().split("\\R", -1);

        for (int i = 2; i < lines.length - 2; i++) {
            assertThat(lines[i]).startsWith(">");
        }
        assertThat(lines[lines.length - 2]).startsWith("Find out why");
    }

    @Property(tries = 100)
    void the_addition_is_bounded_however_often_it_fails(@ForAll("outputs") String output) {
        @Nullable String evidence = null;
        var many = STANDARD.withWaits(Collections.nCopies(8, Duration.ZERO));
        for (int failures = 0; failures < 8; failures++) {
            var retry = (Retry) RetryRules.afterFailure(
                    failed(failures), evidence, failure(FailureClass.CRASHED, "It crashed.", output), many, NOW);
            evidence = retry.promptAddition();

            assertThat(evidence.length()).isLessThanOrEqualTo(Evidence.MOST + 400);
            assertThat(evidence).contains("Attempt " + (failures + 1) + " failed");
        }
    }

    /** Whatever a program may print, with many ends of lines. */
    @Provide
    Arbitrary<String> outputs() {
        var some = Arbitraries.strings()
                .withCharRange('\u0001', '\u2fff')
                .withChars('\n', '\n', '\r', '\u0085', '\u2028', '>', ' ')
                .ofMinLength(1)
                .ofMaxLength(190);
        return Combinators.combine(some, Arbitraries.integers().between(1, 20)).as(String::repeat);
    }
}
