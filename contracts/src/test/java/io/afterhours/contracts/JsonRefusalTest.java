package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.LogWritten;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that is not taken, and what is said of it: where, and what was expected there. */
class JsonRefusalTest {
    @Test
    void refuses_an_empty_message() {
        refusal("", ProgressReported.class, "payload", "a JSON object");
        refusal("   ", ProgressReported.class, "payload", "an object");
    }

    @Test
    void refuses_null_a_list_and_a_bare_value() {
        refusal("null", ProgressReported.class, "payload", "a JSON object");
        refusal("[]", ProgressReported.class, "payload", "an object");
        refusal("42", ProgressReported.class, "payload", "an object");
        refusal("\"s-1\"", ProgressReported.class, "payload", "an object");
    }

    @Test
    void refuses_truncated_json() {
        refusal("{\"session\":\"s-1\",\"percent\":5", ProgressReported.class, "payload", "well-formed JSON");
        refusal("{\"session\":\"s-", ProgressReported.class, "session", "well-formed JSON");
        refusal("{\"session\"", ProgressReported.class, "payload", "well-formed JSON");
    }

    @Test
    void refuses_trailing_tokens() {
        refusal("{\"session\":\"s-1\",\"percent\":5} {}", ProgressReported.class, "payload", "nothing after it");
        refusal("{\"session\":\"s-1\",\"percent\":5}}", ProgressReported.class, "payload", "well-formed JSON");
    }

    @Test
    void refuses_duplicate_keys() {
        refusal(
                "{\"session\":\"s-1\",\"percent\":5,\"percent\":100}",
                ProgressReported.class,
                "payload",
                "well-formed JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"session\":1,\"percent\":5}                    | session | text",
                "{\"session\":true,\"percent\":5}                 | session | text",
                "{\"session\":{},\"percent\":5}                   | session | text",
                "{\"session\":[\"s-1\"],\"percent\":5}            | session | text",
                "{\"session\":\"s-1\",\"percent\":\"5\"}          | percent | a number",
                "{\"session\":\"s-1\",\"percent\":true}           | percent | a number",
                "{\"session\":\"s-1\",\"percent\":[5]}            | percent | a number",
                "{\"session\":\"s-1\",\"percent\":5,\"at\":\"yesterday\"} | at | a time",
                "{\"session\":\"s-1\",\"percent\":5,\"at\":\"2026-02-30T00:00:00Z\"} | at | a time"
            })
    void names_the_field_of_the_wrong_type_and_what_was_expected(String json, String field, String expected) {
        refusal(json, ProgressReported.class, field, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                          | payload: expected an object, was a list",
                "42                                          | payload: expected an object, was a number",
                "{\"session\":{},\"percent\":5}              | session: expected text, was an object",
                "{\"session\":true,\"percent\":5}            | session: expected text, was true",
                "{\"session\":\"s-1\",\"percent\":\"half\"}    | percent: expected a number, was the text \"half\"",
                "{\"session\":\"s-1\",\"percent\":[5]}       | percent: expected a number, was a list"
            })
    void says_what_was_found_without_a_word_of_javas(String json, String message) {
        assertThatExceptionOfType(InvalidEvent.class)
                .isThrownBy(() -> Json.read(json.getBytes(StandardCharsets.UTF_8), ProgressReported.class))
                .withMessage(message);
    }

    record Picky(int number) {
        Picky {
            if (number < 0) {
                throw new IllegalArgumentException("the number is negative");
            }
        }
    }

    @Test
    void says_why_a_value_was_not_taken_without_the_name_of_its_class() {
        assertThatExceptionOfType(InvalidEvent.class)
                .isThrownBy(() -> Json.read("{\"number\":-1}".getBytes(StandardCharsets.UTF_8), Picky.class))
                .withMessageContaining("the number is negative")
                .withMessageNotContaining("Picky");
    }

    record Dated(LocalDate from) {}

    @Test
    void says_how_a_day_is_written() {
        refusal("{\"from\":\"tomorrow\"}", Dated.class, "from", "a day such as 2026-11-21");
        refusal("{\"from\":\"2026-02-30\"}", Dated.class, "from", "a day such as 2026-11-21");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"percent\":5}                                     | session | text of 1 to 128 characters",
                "{\"session\":\"\",\"percent\":5}                    | session | text of 1 to 128 characters",
                "{\"session\":\"s-1\"}                               | percent | a number from 0 to 100, or a state",
                "{\"session\":\"s-1\",\"percent\":-0.1}              | percent | a number from 0 to 100",
                "{\"session\":\"s-1\",\"percent\":100.1}             | percent | a number from 0 to 100",
                "{\"session\":\"s-1\",\"percent\":1e400}             | percent | a number from 0 to 100",
                "{\"session\":\"s\\u0000\",\"percent\":5}            | session | text without NUL characters",
                "{\"session\":\"s-1\",\"percent\":5,\"message\":\"\\ud800\"}  | message | well-formed Unicode",
                "{\"session\":\"s-1\",\"percent\":5,\"message\":\"\\udc00\\ud800\"} | message | well-formed Unicode"
            })
    void names_the_field_that_breaks_its_rule(String json, String field, String expected) {
        refusal(json, ProgressReported.class, field, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"session\":\"s-1\",\"model\":\"m\",\"inputTokens\":-5}          | inputTokens  | a number from 0",
                "{\"session\":\"s-1\",\"model\":\"m\",\"inputTokens\":1.5}         | inputTokens  | a whole number",
                "{\"session\":\"s-1\",\"model\":\"m\",\"inputTokens\":99999999999999999999} | inputTokens | a whole number",
                "{\"session\":\"s-1\",\"model\":\"m\",\"costUsd\":-5}              | costUsd      | an amount in USD",
                "{\"session\":\"s-1\",\"model\":\"m\",\"costUsd\":1e12}            | costUsd      | an amount in USD",
                "{\"session\":\"s-1\",\"model\":\"m\",\"costUsd\":1e999999999}     | costUsd      | an amount in USD",
                "{\"session\":\"s-1\",\"model\":\"m\",\"costUsd\":1e-999999999}    | costUsd      | an amount in USD",
                "{\"session\":\"s-1\",\"model\":\"m\",\"costUsd\":NaN}             | payload      | well-formed JSON",
                "{\"session\":\"s-1\",\"model\":\"m\",\"costUsd\":\"much\"}        | costUsd      | a number"
            })
    void refuses_tokens_and_amounts_out_of_range(String json, String field, String expected) {
        refusal(json, UsageReported.class, field, expected);
    }

    @ParameterizedTest
    @CsvSource({"1e999999999", "-1e999999999", "1e-999999999"})
    void refuses_a_number_with_a_monstrous_exponent_at_once(String number) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> refusal(
                        "{\"session\":\"s-1\",\"model\":\"m\",\"inputTokens\":" + number + "}",
                        UsageReported.class,
                        "inputTokens",
                        ""));
    }

    @Test
    void refuses_deep_nesting_without_overflowing_the_stack() {
        refusal("[".repeat(10_000), ProgressReported.class, "payload", "");
        refusal(
                "{\"session\":\"s-1\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                ProgressReported.class,
                "payload",
                "within the limits");
    }

    @Test
    void refuses_strings_names_numbers_and_documents_that_are_too_long() {
        refusal(
                "{\"session\":\"" + "s".repeat(70_000) + "\",\"percent\":5}",
                ProgressReported.class,
                "session",
                "within the limits");
        refusal(
                "{\"session\":\"s-1\",\"percent\":5,\"message\":\"" + "m".repeat(4_001) + "\"}",
                ProgressReported.class,
                "message",
                "at most 4000 characters");
        refusal("{\"" + "n".repeat(200) + "\":1}", ProgressReported.class, "payload", "within the limits");
        refusal(
                "{\"session\":\"s-1\",\"percent\":" + "9".repeat(100_000) + "}",
                ProgressReported.class,
                "payload",
                "within the limits");
        refusal(
                "{\"session\":\"s-1\",\"percent\":5,\"x\":[" + "1,".repeat(50_000) + "1]}",
                ProgressReported.class,
                "payload",
                "within the limits");
    }

    @Test
    void says_which_limit_was_passed_and_nothing_of_the_parser() {
        var prompt =
                ("{\"title\":\"Long\",\"prompt\":\"" + "p".repeat(200_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(InvalidEvent.class)
                .isThrownBy(() -> Json.read(prompt, BuildRequested.class))
                .withMessage(
                        "prompt: expected well-formed JSON within the limits, was String value length above 65536");
    }

    @Test
    void refuses_a_prompt_that_no_message_to_a_runner_could_carry() {
        refusal(
                "{\"title\":\"x\",\"prompt\":\"" + "\\u001b".repeat(35_000) + "\"}",
                BuildRequested.class,
                "prompt",
                "at most 180000 bytes as JSON");
        var longest = "月".repeat(60_000);
        assertThat(read("{\"title\":\"x\",\"prompt\":\"" + longest + "\"}", BuildRequested.class)
                        .prompt())
                .isEqualTo(longest);
    }

    @Test
    void refuses_bytes_that_are_no_text() {
        refusal(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}, "payload", "");
        refusal(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0}, "payload", "well-formed JSON");
        refusal(new byte[] {0, 0, 0, 0}, "payload", "");
    }

    @Test
    void refuses_invalid_utf8_inside_a_text() {
        var json = bytes("{\"session\":\"s-1\",\"percent\":5,\"message\":\"x\"}");
        json[json.length - 3] = (byte) 0xc3;
        refusal(json, "message", "");
    }

    @Test
    void names_the_words_there_are_for_an_unknown_one() {
        refusal(
                "{\"title\":\"x\",\"severity\":\"dire\"}",
                EscalationRequested.class,
                "severity",
                "one of low, medium, high, urgent");
        refusal("{\"title\":\"x\",\"priority\":\"soon\"}", BuildRequested.class, "priority", "one of urgent, high");
        refusal("{\"title\":\"x\",\"category\":\"fun\"}", BuildRequested.class, "category", "bug fix");
        refusal("{\"title\":\"x\",\"priority\":2}", BuildRequested.class, "priority", "urgent");
    }

    @Test
    void names_the_place_in_a_list() {
        refusal(
                "{\"session\":\"s-1\",\"lines\":[{\"text\":\"a\"},{\"text\":7}]}",
                LogWritten.class,
                "lines[1].text",
                "text");
        refusal(
                "{\"session\":\"s-1\",\"lines\":[{\"text\":\"a\"},null]}",
                LogWritten.class,
                "lines",
                "no empty entries");
        refusal("{\"session\":\"s-1\",\"lines\":{}}", LogWritten.class, "lines", "a list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-2h", "P1Y", "999h", "PT0S", "-PT2H"})
    void refuses_an_effort_that_is_none(String effort) {
        refusal("{\"title\":\"x\",\"effort\":\"" + effort + "\"}", BuildRequested.class, "effort", "");
    }

    @Test
    void refuses_a_time_that_no_calendar_tells() {
        refusal(
                "{\"title\":\"x\",\"deadline\":\"+999999999-12-31T23:59:59Z\"}",
                BuildRequested.class,
                "deadline",
                "a time from 1970-01-01T00:00:00Z to 9998-01-01T00:00:00Z");
        refusal(
                "{\"title\":\"x\",\"earliestStart\":\"1969-12-31T23:59:59Z\"}",
                BuildRequested.class,
                "earliestStart",
                "a time from 1970");
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.read(bytes(json), type);
    }

    private static void refusal(String json, Class<?> type, String field, String expected) {
        refusal(bytes(json), type, field, expected);
    }

    private static void refusal(byte[] json, String field, String expected) {
        refusal(json, ProgressReported.class, field, expected);
    }

    private static void refusal(byte[] json, Class<?> type, String field, String expected) {
        AbstractObjectAssert<?, ?> refused = assertThatExceptionOfType(InvalidEvent.class)
                .isThrownBy(() -> Json.read(json, type))
                .extracting(each -> (Object) each);
        refused.satisfies(each -> {
            var why = (InvalidEvent) each;
            assertThat(why.field()).as(why.getMessage()).isEqualTo(field);
            assertThat(why.expected()).contains(expected);
            assertThat(why.was()).isNotBlank().hasSizeLessThanOrEqualTo(81);
            assertThat(why.getMessage()).contains(field, expected);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
