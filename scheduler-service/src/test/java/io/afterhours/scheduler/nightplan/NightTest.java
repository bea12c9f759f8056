package io.afterhours.scheduler.nightplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NightTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime BEGINS = LocalTime.of(22, 55);
    private static final LocalTime ENDS = LocalTime.of(6, 0);

    @Test
    void a_night_goes_on_from_its_first_moment_to_before_its_last() {
        assertThat(going("2026-11-23T22:54:59")).isNull();
        assertThat(going("2026-11-23T22:55")).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(going("2026-11-24T05:59:59")).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(going("2026-11-24T06:00")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"2026-03-28, 6", "2026-10-24, 8", "2026-11-23, 7"})
    void a_night_is_shorter_or_longer_when_the_clocks_change(LocalDate date, long hours) {
        var night = Night.seen(at(date + "T12:00"), BERLIN, BEGINS, ENDS);

        assertThat(Duration.between(night.from(), night.until()))
                .isEqualTo(Duration.ofHours(hours).plusMinutes(5));
    }

    @Test
    void a_night_that_begins_in_a_gap_of_the_clocks_begins_at_its_end() {
        var night = Night.seen(at("2026-03-28T12:00"), BERLIN, LocalTime.of(2, 30), ENDS);

        assertThat(night.from()).isEqualTo(at("2026-03-29T03:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata", "UTC"
            })
    void every_day_of_ten_years_has_one_night_that_goes_on_for_all_its_time(String name) {
        var zone = ZoneId.of(name);
        var now = LocalDateTime.parse("2026-01-01T12:00").atZone(zone).toInstant();
        var end = now.plus(Duration.ofDays(3_653));
        var nights = 0;
        while (now.isBefore(end)) {
            var night = Night.seen(now, zone, BEGINS, ENDS);
            var date = night.from().atZone(zone).toLocalDate();
            assertThat(Night.going(night.from(), zone, BEGINS, ENDS))
                    .contains(new Night.Going(date, night.from(), night.until()));
            assertThat(Night.going(night.until().minusSeconds(1), zone, BEGINS, ENDS))
                    .contains(new Night.Going(date, night.from(), night.until()));
            now = night.until();
            nights++;
        }
        assertThat(nights).isBetween(3_652, 3_654);
    }

    private static @Nullable LocalDate going(String local) {
        return Night.going(at(local), BERLIN, BEGINS, ENDS)
                .map(Night.Going::date)
                .orElse(null);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
