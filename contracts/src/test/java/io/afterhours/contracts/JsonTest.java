package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from JSON, and how it is written. */
class JsonTest {
    @Test
    void an_option_that_is_named_twice_counts_once() {
        var json = "{\"title\":\"Which one?\",\"options\":[\"left\",\"right\",\"left\"]}";

        assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8), EscalationRequested.class)
                        .options())
                .containsExactly("left", "right");
    }

    @Test
    void takes_money_as_a_number_and_as_a_decimal_string() {
        assertThat(read("{\"session\":\"s-1\",\"model\":\"m\",\"costUsd\":0.42}", UsageReported.class)
                        .costUsd())
                .isEqualTo(new BigDecimal("0.42"));
        assertThat(read("{\"session\":\"s-1\",\"model\":\"m\",\"costUsd\":\"0.42\"}", UsageReported.class)
                        .costUsd())
                .isEqualTo(new BigDecimal("0.42"));
    }

    @Test
    void reads_past_a_byte_order_mark() {
        assertThat(read("\ufeff{\"session\":\"s-1\",\"percent\":5}", ProgressReported.class)
                        .percent())
                .isEqualTo(5);
    }

    @Test
    void keeps_emoji_and_right_to_left_text_as_they_are() {
        assertThat(read("{\"session\":\"s-1\",\"percent\":5,\"message\":\"👩‍💻 שלום \u202e\"}", ProgressReported.class)
                        .message())
                .isEqualTo("👩‍💻 שלום \u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "High", "HIGH", " high "})
    void reads_a_word_in_any_case(String word) {
        assertThat(read("{\"title\":\"x\",\"priority\":\"" + word + "\"}", BuildRequested.class)
                        .priority())
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void ignores_fields_it_does_not_know() {
        assertThat(read("{\"session\":\"s-1\",\"percent\":5,\"mood\":{\"a\":[1,2]}}", ProgressReported.class))
                .isEqualTo(new ProgressReported("s-1", 5.0, null, null, null, null, null, null));
    }

    @Test
    void takes_null_for_a_field_that_is_absent() {
        assertThat(read("{\"session\":\"s-1\",\"model\":\"m\",\"inputTokens\":null}", UsageReported.class))
                .isEqualTo(read("{\"session\":\"s-1\",\"model\":\"m\"}", UsageReported.class));
    }

    @Test
    void fills_in_what_a_small_request_leaves_out() {
        var build = read("{\"title\":\"Build landing page\"}", BuildRequested.class);
        assertThat(build).isEqualTo(BuildRequested.titled("Build landing page"));
    }

    @Test
    void reads_a_dependency_as_an_id_or_as_an_object() {
        assertThat(read(
                                "{\"title\":\"x\",\"dependsOn\":[\"B-1\",{\"id\":\"B-2\",\"onFailure\":\"continue\"}]}",
                                BuildRequested.class)
                        .dependsOn())
                .containsExactly(
                        new Dependency("B-1", Dependency.OnFailure.BLOCK),
                        new Dependency("B-2", Dependency.OnFailure.CONTINUE));
    }

    @ParameterizedTest
    @CsvSource({"2h,PT2H", "30min,PT30M", "1h30m,PT1H30M", "1.5h,PT1H30M", "PT45M,PT45M"})
    void reads_an_effort_as_people_write_it(String effort, String expected) {
        assertThat(read("{\"title\":\"x\",\"effort\":\"" + effort + "\"}", BuildRequested.class)
                        .effort())
                .isEqualTo(Duration.parse(expected));
    }

    @Test
    void derives_the_percent_from_the_state() {
        assertThat(read("{\"session\":\"s-1\",\"state\":\"Testing\"}", ProgressReported.class)
                        .percent())
                .isEqualTo(90);
        assertThat(read("{\"session\":\"s-1\",\"state\":\"Failed\"}", ProgressReported.class)
                        .percent())
                .isNull();
    }

    @Test
    void writes_times_as_rfc_3339_and_leaves_out_what_is_absent() {
        assertThat(new String(
                        Json.write(new ProgressReported(
                                "s-1", 5.0, null, null, null, null, null, Instant.parse("2026-11-21T22:00:00Z"))),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"session\":\"s-1\",\"percent\":5.0,\"at\":\"2026-11-21T22:00:00Z\"}");
    }

    @Test
    void checks_how_far_a_time_is_from_its_receipt() {
        var received = Instant.parse("2026-11-21T22:00:00Z");
        var monthAgo = received.minus(Duration.ofDays(30));
        assertThat(Check.near("at", monthAgo, received)).isEqualTo(monthAgo);
        assertThat(Check.near("at", received.plus(Duration.ofMinutes(5)), received))
                .as("of a clock that runs ahead")
                .isEqualTo(received);
        assertThatExceptionOfType(InvalidEvent.class)
                .isThrownBy(() -> Check.near("at", Instant.parse("2099-01-01T00:00:00Z"), received))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("at"));
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> Check.near("at", Instant.EPOCH, received));
    }

    @Test
    void refuses_a_type_or_version_it_does_not_know() {
        EventType.checkType("io.afterhours.agent.progress.v1", ProgressReported.class);
        for (var wrong : Arrays.asList("io.afterhours.agent.progress.v99", "io.afterhours.agent.usage.v1", "x")) {
            assertThatExceptionOfType(InvalidEvent.class)
                    .isThrownBy(() -> EventType.checkType(wrong, ProgressReported.class))
                    .satisfies(refused -> assertThat(refused.field()).isEqualTo("ce-type"));
        }
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.read(bytes(json), type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
