package io.afterhours.scheduler.retry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the next attempt is told of those before it: how much of it, and where long output is cut. */
class EvidenceTest {
    private static final String CUT = "> (Earlier lines were cut.)";

    @ParameterizedTest(name = "what failed {0}, last lines {1}")
    @CsvSource({
        "true , true , 'Attempt 2 failed: the agent crashed.', '> It crashed.', '> out of memory'",
        "true , false, 'Attempt 2 failed: the agent crashed.', '> It crashed.', ''",
        "false, true , 'Attempt 2 failed.'                   , ''             , '> out of memory'"
    })
    void holds_what_was_asked_for(boolean whatFailed, boolean lastLines, String begins, String text, String output) {
        var evidence = requireNonNull(
                Evidence.of(null, 2, crashed("out of memory"), new Addition(whatFailed, lastLines, true)));

        assertThat(evidence).startsWith(begins + "\nWhat was seen of it follows");
        assertThat(evidence.lines().filter(line -> line.startsWith(">")))
                .containsExactlyElementsOf(
                        Stream.of(text, output).filter(line -> !line.isEmpty()).toList());
    }

    @Test
    void is_what_was_told_before_where_nothing_of_this_failure_is_asked_for() {
        var nothing = new Addition(false, false, true);

        assertThat(Evidence.of("Earlier.\n", 2, crashed("out"), nothing)).isEqualTo("Earlier.\n");
        assertThat(Evidence.of(null, 2, crashed("out"), nothing)).isNull();
    }

    @Test
    void leaves_out_what_was_told_before_where_that_is_not_asked_for() {
        assertThat(Evidence.of("Earlier.\n", 2, crashed("out"), new Addition(true, true, false)))
                .startsWith("Attempt 2 failed");
        assertThat(Evidence.of("Earlier.\n", 2, crashed("out"), Addition.ALL)).startsWith("Earlier.\n\nAttempt 2");
    }

    @ParameterizedTest
    @CsvSource({"''", "'  '", "'\n\n'"})
    void says_nothing_of_output_where_there_was_none(String output) {
        assertThat(Evidence.of(null, 1, crashed(output))).endsWith("> It crashed.\n");
    }

    @Test
    void output_as_long_as_may_be_passed_on_is_whole() {
        var output = "x".repeat(Evidence.MOST_OUTPUT);

        assertThat(Evidence.of(null, 1, crashed(output))).endsWith("> It crashed.\n> " + output + "\n");
    }

    @Test
    void longer_output_begins_with_the_first_whole_line_of_its_end_and_says_so() {
        var output = "first line\n" + "a".repeat(50) + "\n" + "b".repeat(Evidence.MOST_OUTPUT - 40) + "\nlast line";

        assertThat(Evidence.of(null, 1, crashed(output)))
                .endsWith("> It crashed.\n" + CUT + "\n> " + "b".repeat(Evidence.MOST_OUTPUT - 40) + "\n> last line\n");
    }

    @Test
    void a_single_line_that_is_too_long_is_cut_within() {
        var output = "a".repeat(10) + "b".repeat(Evidence.MOST_OUTPUT);
        var kept = Evidence.MOST_OUTPUT - "(Earlier lines were cut.)\n".length();

        assertThat(Evidence.of(null, 1, crashed(output))).endsWith(CUT + "\n> " + "b".repeat(kept) + "\n");
    }

    @Test
    void an_end_of_line_at_the_very_end_is_no_line_to_begin_with() {
        var output = "b".repeat(Evidence.MOST_OUTPUT + 10) + "\n";

        assertThat(Evidence.of(null, 1, crashed(output))).contains(CUT + "\n> bbb");
    }

    @Test
    void no_character_of_two_halves_is_cut_between_them() {
        var output = "\uD83D\uDE00".repeat(Evidence.MOST_OUTPUT);
        for (var end : List.of("", "x")) {
            var kept =
                    Evidence.of(null, 1, crashed(output + end)).lines().toList().getLast();

            assertThat(kept.substring(2, kept.length() - end.length()).codePoints())
                    .isNotEmpty()
                    .allMatch(each -> each == 0x1F600);
        }
    }

    @Test
    void a_sentence_is_one_line_of_at_most_five_hundred_characters() {
        assertThat(Evidence.oneLine(" one \n two\t three ")).isEqualTo("one two three");
        assertThat(Evidence.oneLine("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(Evidence.oneLine("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
        assertThat(Evidence.oneLine("x".repeat(499) + "\uD83D\uDE00")).isEqualTo("x".repeat(499) + "…");
    }

    @Test
    void what_was_coloured_or_cannot_be_seen_is_left_out_of_output() {
        assertThat(Evidence.of(null, 1, crashed("\u001B[31mred\u001B[0m\u202E\u0007 and\ttab")))
                .endsWith("> red and\ttab\n");
    }

    @Test
    void the_request_stands_at_the_end_and_what_is_oldest_goes_first() {
        var evidence = "old line\n" + "e".repeat(Evidence.MOST + 350) + "\nnew line\n";

        assertThat(Evidence.askingFor(Scope.SAME, null))
                .isEqualTo("Find out why it failed before you change anything, then do the whole task.\n");
        assertThat(Evidence.askingFor(Scope.SMALLER, "Seen.\n")).startsWith("Seen.\nDo less this time");
        assertThat(Evidence.askingFor(Scope.SAME, evidence))
                .startsWith("(Earlier lines were cut.)\nnew line\nFind out why")
                .hasSizeLessThanOrEqualTo(Evidence.MOST + 400);
    }

    private static Failure crashed(@Nullable String output) {
        return new Failure(FailureClass.CRASHED, "It crashed.", output, null);
    }
}
