package io.afterhours.cost.total;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.InvalidEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant AFTER_MIDNIGHT = Instant.parse("2026-11-21T23:30:00Z");

    @Test
    void the_first_and_the_last_day_are_both_in_it() {
        var span =
                Range.days("2026-11-01", "2026-11-07", AFTER_MIDNIGHT, BERLIN).span();

        assertThat(span.start()).isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
        assertThat(span.end()).isEqualTo(Instant.parse("2026-11-07T23:00:00Z"));
        assertThat(span.to()).isEqualTo(LocalDate.of(2026, 11, 8));
    }

    @Test
    void without_a_last_day_it_goes_until_the_persons_today() {
        assertThat(Range.days("2026-11-22", null, AFTER_MIDNIGHT, BERLIN).span().to())
                .isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test
    void a_day_of_the_clock_change_is_an_hour_longer() {
        var span =
                Range.days("2026-10-25", "2026-10-25", AFTER_MIDNIGHT, BERLIN).span();

        assertThat(Duration.between(span.start(), span.end())).isEqualTo(Duration.ofHours(25));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 2026-11-01, from",
                "yesterday, -, from",
                "2026-02-30, -, from",
                "1970-01-01, -, from",
                "+999999999-01-01, -, from",
                "2026-11-01, 3000-01-01, to",
                "2026-11-02, 2026-11-01, to",
                "2026-12-01, -, from"
            })
    void names_the_day_that_is_wrong(String from, String to, String field) {
        assertThatThrownBy(() -> Range.days(from, to, AFTER_MIDNIGHT, BERLIN))
                .isInstanceOfSatisfying(
                        InvalidEvent.class, wrong -> assertThat(wrong.field()).isEqualTo(field));
    }
}
