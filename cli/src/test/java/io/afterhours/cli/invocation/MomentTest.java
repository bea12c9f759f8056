package io.afterhours.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.cli.http.Refused;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:30:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "23:45, 2026-11-21T22:45:00Z",
        "23:30, 2026-11-22T22:30:00Z",
        "6:00, 2026-11-22T05:00:00Z",
        "2026-12-24, 2026-12-23T23:00:00Z",
        "2026-12-24 18:00, 2026-12-24T17:00:00Z",
        "2026-12-24T18:00:30, 2026-12-24T17:00:30Z",
        "2026-12-24T18:00:00Z, 2026-12-24T18:00:00Z",
        "2026-12-24T18:00:00-05:00, 2026-12-24T23:00:00Z",
        "2027-03-28 02:30, 2027-03-28T01:30:00Z",
    })
    void reads_times_as_people_type_them(String text, Instant at) {
        assertThat(Moment.read("--deadline", text, NOW, BERLIN)).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "25:00", "2026-13-01", "2026-12-24 18", "2026-12-24T18:00:00Q"})
    void names_the_option_and_what_was_expected(String text) {
        assertThatThrownBy(() -> Moment.read("--deadline", text, NOW, BERLIN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("--deadline: expected a time such as")
                .hasMessageContaining("\"" + text + "\"");
    }
}
