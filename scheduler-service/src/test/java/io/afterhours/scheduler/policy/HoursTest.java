package io.afterhours.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void hours_are_half_open() {
        var opening = openingOf("18:00", "22:00", "2026-11-20", BERLIN);

        assertThat(opening.covers(local("2026-11-20T17:59:59", BERLIN))).isFalse();
        assertThat(opening.covers(local("2026-11-20T18:00", BERLIN))).isTrue();
        assertThat(opening.covers(local("2026-11-20T21:59:59", BERLIN))).isTrue();
        assertThat(opening.covers(local("2026-11-20T22:00", BERLIN))).isFalse();
    }

    @Test
    void hours_that_span_midnight_end_on_the_day_after_they_begin() {
        var friday = new Hours(Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));

        assertThat(friday.on(LocalDate.of(2026, 11, 20), BERLIN)).hasValueSatisfying(opening -> {
            assertThat(opening.opens()).isEqualTo(local("2026-11-20T22:00", BERLIN));
            assertThat(opening.closes()).isEqualTo(local("2026-11-21T06:00", BERLIN));
        });
        assertThat(friday.on(LocalDate.of(2026, 11, 21), BERLIN)).isEmpty();
    }

    @Test
    void equal_times_are_the_whole_day() {
        var opening = openingOf("00:00", "00:00", "2026-11-20", BERLIN);

        assertThat(Duration.between(opening.opens(), opening.closes())).isEqualTo(Duration.ofDays(1));
    }

    /** Every zone's last two changes of the clocks that the test can rely on; times of opens and closes in UTC. */
    @ParameterizedTest(name = "{0} {1} {2}-{3}")
    @CsvSource({
        // Berlin loses 02:00-03:00 on 29 March 2026 and repeats 02:00-03:00 on 25 October 2026
        "Europe/Berlin,       2026-03-29, 02:30, 04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "Europe/Berlin,       2026-03-28, 22:00, 06:00, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z",
        "Europe/Berlin,       2026-10-25, 02:30, 02:45, 2026-10-25T00:30:00Z, 2026-10-25T00:45:00Z",
        "Europe/Berlin,       2026-10-25, 02:00, 03:00, 2026-10-25T00:00:00Z, 2026-10-25T02:00:00Z",
        "Europe/Berlin,       2026-10-24, 22:00, 06:00, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z",
        // New York: 8 March and 1 November 2026
        "America/New_York,    2026-03-08, 02:15, 03:30, 2026-03-08T07:00:00Z, 2026-03-08T07:30:00Z",
        "America/New_York,    2026-11-01, 01:30, 02:00, 2026-11-01T05:30:00Z, 2026-11-01T07:00:00Z",
        // Lord Howe moves by half an hour: 02:00 to 02:30 on 4 October, 02:00 to 01:30 on 5 April 2026
        "Australia/Lord_Howe, 2026-10-04, 02:10, 03:00, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z",
        "Australia/Lord_Howe, 2026-04-05, 01:40, 01:50, 2026-04-04T14:40:00Z, 2026-04-04T14:50:00Z",
        // Cairo changes at midnight: 24 April 2026 begins at 01:00
        "Africa/Cairo,        2026-04-24, 00:00, 02:00, 2026-04-23T22:00:00Z, 2026-04-23T23:00:00Z",
        "Africa/Cairo,        2026-04-23, 22:00, 00:30, 2026-04-23T20:00:00Z, 2026-04-23T22:00:00Z",
        // Sao Paulo changed at midnight until 2019: 4 November 2018 began at 01:00, 17 February 2018 had 23:00-24:00
        // twice
        "America/Sao_Paulo,   2018-11-04, 00:30, 06:00, 2018-11-04T03:00:00Z, 2018-11-04T08:00:00Z",
        "America/Sao_Paulo,   2018-02-17, 23:00, 00:00, 2018-02-18T01:00:00Z, 2018-02-18T03:00:00Z",
        "America/Sao_Paulo,   2026-11-01, 22:00, 06:00, 2026-11-02T01:00:00Z, 2026-11-02T09:00:00Z",
        "Asia/Kolkata,        2026-11-20, 22:00, 06:00, 2026-11-20T16:30:00Z, 2026-11-21T00:30:00Z",
        "UTC,                 2026-11-20, 22:00, 06:00, 2026-11-20T22:00:00Z, 2026-11-21T06:00:00Z",
    })
    void opens_and_closes_as_the_rule_for_daylight_saving_says(
            String zone, String date, String from, String to, Instant opens, Instant closes) {
        var opening = openingOf(from, to, date, ZoneId.of(zone));

        assertThat(opening).isEqualTo(new Hours.Opening(opens, closes));
    }

    @Test
    void hours_that_lie_in_a_gap_do_not_open_that_day() {
        var hours = Hours.daily(LocalTime.of(2, 0), LocalTime.of(3, 0));

        assertThat(hours.on(LocalDate.of(2026, 3, 29), BERLIN)).isEmpty();
        assertThat(hours.on(LocalDate.of(2026, 3, 30), BERLIN)).isPresent();
    }

    /** Two years around changes of rules, in zones that move by an hour, half an hour, at midnight and not at all. */
    @Property(tries = 1_000)
    void hours_that_tile_the_local_day_tile_the_real_day(
            @ForAll("zones") ZoneId zone, @ForAll("dates") LocalDate date, @ForAll("times") LocalTime cut) {
        var day = openings(zone, date, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        var before = openings(zone, date, LocalTime.MIDNIGHT, cut);
        var after = openings(zone, date, cut, LocalTime.MIDNIGHT);

        if (cut.equals(LocalTime.MIDNIGHT)) {
            return;
        }
        assertThat(lengthOf(before).plus(lengthOf(after))).isEqualTo(lengthOf(day));
        if (before.isPresent() && after.isPresent()) {
            assertThat(before.get().closes()).isEqualTo(after.get().opens());
        }
    }

    @Property(tries = 1_000)
    void what_opens_later_on_the_clock_never_opens_sooner(
            @ForAll("zones") ZoneId zone,
            @ForAll("dates") LocalDate date,
            @ForAll("times") LocalTime one,
            @ForAll("times") LocalTime other) {
        var sooner = one.isBefore(other) ? one : other;
        var later = one.isBefore(other) ? other : one;
        var first = openings(zone, date, sooner, sooner);
        var second = openings(zone, date, later, later);

        assertThat(first.orElseThrow().opens())
                .isBeforeOrEqualTo(second.orElseThrow().opens());
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Zones.any();
    }

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(0, 3_652).map(LocalDate.of(2018, 1, 1)::plusDays);
    }

    @Provide
    Arbitrary<LocalTime> times() {
        return Arbitraries.integers().between(0, 24 * 60 - 1).map(LocalTime.MIDNIGHT::plusMinutes);
    }

    private static Optional<Hours.Opening> openings(ZoneId zone, LocalDate date, LocalTime from, LocalTime to) {
        return Hours.daily(from, to).on(date, zone);
    }

    private static Duration lengthOf(Optional<Hours.Opening> opening) {
        return opening.map(each -> Duration.between(each.opens(), each.closes()))
                .orElse(Duration.ZERO);
    }

    private static Hours.Opening openingOf(String from, String to, String date, ZoneId zone) {
        return openings(zone, LocalDate.parse(date), LocalTime.parse(from), LocalTime.parse(to))
                .orElseThrow();
    }

    private static Instant local(String time, ZoneId zone) {
        return LocalDateTime.parse(time).atZone(zone).toInstant();
    }
}
