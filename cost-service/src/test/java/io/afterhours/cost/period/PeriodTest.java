package io.afterhours.cost.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void a_day_turns_at_local_midnight() {
        assertThat(Period.DAY
                        .around(Instant.parse("2026-11-21T22:59:59Z"), BERLIN)
                        .from())
                .isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(Period.DAY
                        .around(Instant.parse("2026-11-21T23:00:00Z"), BERLIN)
                        .from())
                .isEqualTo(LocalDate.of(2026, 11, 22));
    }

    @Test
    void a_week_turns_on_monday_and_a_month_on_the_first() {
        var sunday = Instant.parse("2026-11-29T20:00:00Z");

        assertThat(Period.WEEK.around(sunday, BERLIN).from()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(Period.WEEK.around(sunday, BERLIN).to()).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(Period.MONTH.around(sunday, BERLIN).to()).isEqualTo(LocalDate.of(2026, 12, 1));
    }

    /** A day, its first and its last instant; the clocks change in it. Lord Howe's go by half an hour. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T12:00:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "2026-10-25T12:00:00Z, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "2026-03-08T12:00:00Z, America/New_York, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
        "2026-11-01T12:00:00Z, America/New_York, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        "2026-04-05T12:00:00Z, Australia/Lord_Howe, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z",
        "2026-10-04T12:00:00Z, Australia/Lord_Howe, 2026-10-03T13:30:00Z, 2026-10-04T13:00:00Z",
    })
    void a_day_in_which_the_clocks_change_turns_at_its_own_midnights(
            Instant within, ZoneId zone, Instant start, Instant end) {
        var day = Period.DAY.around(within, zone);

        assertThat(day.start()).isEqualTo(start);
        assertThat(day.end()).isEqualTo(end);
        assertThat(length(Period.WEEK.around(within, zone)).minus(length(day))).isEqualTo(Duration.ofDays(6));
    }

    @Test
    void a_day_without_a_midnight_begins_when_its_clock_does() {
        // Cairo's clocks go from 23:59 to 01:00 on the last Friday of April.
        var day = Period.DAY.around(Instant.parse("2026-04-24T09:00:00Z"), ZoneId.of("Africa/Cairo"));

        assertThat(day.start()).isEqualTo(Instant.parse("2026-04-23T22:00:00Z"));
        assertThat(length(day)).isEqualTo(Duration.ofHours(23));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Cairo",
                "America/Sao_Paulo",
                "Asia/Kolkata",
                "UTC"
            })
    void every_instant_of_ten_years_is_in_exactly_one_day_week_and_month(String id) {
        var zone = ZoneId.of(id);
        var end = Instant.parse("2032-01-01T00:00:00Z");
        for (var at = Instant.parse("2022-01-01T00:00:00Z"); at.isBefore(end); at = at.plus(Duration.ofMinutes(331))) {
            for (var period : List.of(Period.DAY, Period.WEEK, Period.MONTH)) {
                var span = period.around(at, zone);
                assertThat(at).isAfterOrEqualTo(span.start()).isBefore(span.end());
                assertThat(period.around(span.end(), zone).start()).isEqualTo(span.end());
                assertThat(period.around(span.start(), zone)).isEqualTo(span);
            }
            assertThat(Period.WEEK.around(at, zone).from().getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        }
    }

    @Test
    void refuses_a_zone_that_the_database_would_read_with_the_opposite_sign() {
        assertThat(HomeZone.checked("Europe/Berlin")).isEqualTo(BERLIN);
        assertThatThrownBy(() -> HomeZone.checked("+02:00"))
                .hasMessage("afterhours.cost.zone: expected a named zone such as Europe/Berlin or UTC, was +02:00");
    }

    private static Duration length(Span span) {
        return Duration.between(span.start(), span.end());
    }
}
