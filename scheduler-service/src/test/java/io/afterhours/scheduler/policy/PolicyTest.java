package io.afterhours.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Policy NIGHT = BundledPolicies.night(BERLIN);
    private static final Policy SAVER = BundledPolicies.saver(BERLIN);

    /** 20 November 2026 is a Friday. */
    @ParameterizedTest(name = "{0}: {1}, {2} slots")
    @CsvSource({
        "2026-11-20T00:00, night, 3",
        "2026-11-20T05:59:59, night, 3",
        "2026-11-20T06:00, morning, 1",
        "2026-11-20T09:00, work, 1",
        "2026-11-20T17:00, way-home, 1",
        "2026-11-20T18:00, evening, 3",
        "2026-11-20T22:00, night, 3",
        "2026-11-21T06:00, weekend-morning, 1",
        "2026-11-21T10:00, weekend, 3",
        "2026-11-22T21:59, weekend, 3",
        "2026-11-22T22:00, night, 3",
        "2026-11-23T06:00, morning, 1",
    })
    void the_night_policy_has_a_band_for_every_hour_of_the_week(String local, String band, int slots) {
        assertThat(NIGHT.bandAt(at(local))).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo(band);
            assertThat(found.slots()).isEqualTo(slots);
        });
        assertThat(NIGHT.quietAt(at(local))).isEqualTo(QuietLevel.NONE);
    }

    @ParameterizedTest(name = "{0}: {1}, {2} slots, {3} quiet")
    @CsvSource({
        "2026-11-20T05:00, sleep, 1, SOFT",
        "2026-11-20T06:00, day, 1, NONE",
        "2026-11-20T18:00, evening, 3, NONE",
        "2026-11-20T23:00, sleep, 1, SOFT",
        "2026-11-21T07:00, weekend-morning, 1, NONE",
        "2026-11-21T10:00, weekend, 3, NONE",
        "2026-11-21T22:30, weekend-late, 1, NONE",
        "2026-11-22T23:00, sleep, 1, SOFT",
    })
    void the_saver_policy_works_while_the_person_is_awake(String local, String band, int slots, QuietLevel quiet) {
        var stretch = SAVER.stretchAt(at(local));

        assertThat(Objects.requireNonNull(stretch.band()).name()).isEqualTo(band);
        assertThat(stretch.band().slots()).isEqualTo(slots);
        assertThat(stretch.quiet()).isEqualTo(quiet);
    }

    @ParameterizedTest(name = "{0} {1} {2} approved {3}: {4}")
    @CsvSource({
        "2026-11-20T23:00, urgent, PT6H, false, true",
        "2026-11-20T23:00, medium, PT6H, false, true",
        "2026-11-20T23:00, medium, PT6H1S, false, false",
        "2026-11-20T23:00, low, PT1H, true, false",
        "2026-11-20T07:00, high, PT24H, false, true",
        "2026-11-20T07:00, medium, PT1H, true, false",
        "2026-11-20T10:00, high, PT1H, false, true",
        "2026-11-20T10:00, medium, PT4H, false, false",
        "2026-11-20T10:00, medium, PT4H, true, true",
        "2026-11-20T10:00, low, PT8H, true, true",
        "2026-11-20T10:00, medium, PT9H, true, false",
        "2026-11-20T10:00, medium, PT1H, true, false",
        "2026-11-20T19:00, low, PT2H, false, true",
        "2026-11-20T19:00, medium, PT3H, false, false",
        "2026-11-20T19:00, high, PT10H, false, true",
        "2026-11-21T12:00, medium, PT12H, false, true",
        "2026-11-21T12:00, urgent, PT13H, false, false",
    })
    void the_night_policy_admits(String local, String priority, Duration effort, boolean approved, boolean admitted) {
        var build = new Applicant(
                Priority.of(priority), Category.OTHER, "other", effort, Duration.ofMinutes(50), Set.of(), approved);

        assertThat(NIGHT.stretchAt(at(local)).admits(build)).isEqualTo(admitted);
    }

    @Test
    void soft_quiet_lets_urgent_builds_pass_and_hard_quiet_none() {
        var all = Hours.daily(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        var band = band("all-day", all, 1);
        var soft =
                new Policy("p", BERLIN, List.of(band), List.of(new Quiet(QuietLevel.SOFT, all)), List.of(), List.of());
        var both = new Policy(
                "p",
                BERLIN,
                List.of(band),
                List.of(new Quiet(QuietLevel.HARD, all), new Quiet(QuietLevel.SOFT, all)),
                List.of(),
                List.of());
        var now = at("2026-11-20T12:00");

        assertThat(soft.stretchAt(now).admits(build(Priority.URGENT))).isTrue();
        assertThat(soft.stretchAt(now).admits(build(Priority.HIGH))).isFalse();
        assertThat(both.quietAt(now)).isEqualTo(QuietLevel.HARD);
        assertThat(both.stretchAt(now).admits(build(Priority.URGENT))).isFalse();
    }

    @Test
    void the_next_change_is_the_next_edge_at_which_the_policy_says_something_else() {
        assertThat(NIGHT.nextChange(at("2026-11-20T12:00"))).contains(at("2026-11-20T17:00"));
        assertThat(NIGHT.nextChange(at("2026-11-20T23:00"))).contains(at("2026-11-21T06:00"));
        assertThat(NIGHT.nextChange(at("2026-11-21T06:00"))).contains(at("2026-11-21T07:00"));
    }

    @Test
    void a_policy_that_is_open_all_day_never_changes() {
        var always = new Policy(
                "always",
                BERLIN,
                List.of(band("all-day", Hours.daily(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT), 2)),
                List.of(),
                List.of(),
                List.of());

        assertThat(always.nextChange(at("2026-11-20T12:00"))).isEmpty();
        assertThat(always.bandAt(at("2026-03-29T03:00"))).isPresent();
    }

    @Test
    void a_policy_without_bands_is_never_open() {
        var never = new Policy("never", BERLIN, List.of(), List.of(), List.of(), List.of());

        assertThat(never.bandAt(at("2026-11-20T12:00"))).isEmpty();
        assertThat(never.nextChange(at("2026-11-20T12:00"))).isEmpty();
    }

    @Test
    void where_bands_overlap_the_first_in_the_table_counts() {
        var noon = band("noon", Hours.daily(LocalTime.of(12, 0), LocalTime.of(13, 0)), 5);
        var day = band("day", Hours.daily(LocalTime.of(8, 0), LocalTime.of(18, 0)), 1);
        var policy = new Policy("p", BERLIN, List.of(noon, day), List.of(), List.of(), List.of());

        assertThat(policy.bandAt(at("2026-11-20T11:59"))).contains(day);
        assertThat(policy.bandAt(at("2026-11-20T12:00"))).contains(noon);
        assertThat(policy.bandAt(at("2026-11-20T13:00"))).contains(day);
        assertThat(policy.bandAt(at("2026-11-20T18:00"))).isEmpty();
    }

    @Test
    void finds_the_first_time_at_which_a_build_is_let_in() {
        var outlook = NIGHT.outlook(at("2026-11-20T12:00"));
        var medium = build(Priority.MEDIUM, Duration.ofHours(5));

        assertThat(outlook.entryOf(medium, at("2026-11-20T12:00"))).hasValueSatisfying(entry -> {
            assertThat(entry.at()).isEqualTo(at("2026-11-20T22:00"));
            assertThat(entry.band().name()).isEqualTo("night");
        });
        assertThat(outlook.entryOf(medium, at("2026-11-21T03:00")))
                .hasValueSatisfying(entry -> assertThat(entry.at()).isEqualTo(at("2026-11-21T03:00")));
        assertThat(outlook.entryOf(build(Priority.LOW, Duration.ofHours(13)), at("2026-11-20T12:00")))
                .isEmpty();
    }

    @Test
    void a_band_of_one_day_that_the_clocks_swallow_comes_back_a_week_later() {
        var sunday = new Hours(EnumSet.of(java.time.DayOfWeek.SUNDAY), LocalTime.of(2, 0), LocalTime.of(3, 0));
        var policy = new Policy("p", BERLIN, List.of(band("gap", sunday, 1)), List.of(), List.of(), List.of());

        assertThat(policy.nextChange(at("2026-03-23T12:00"))).contains(at("2026-04-05T02:00"));
    }

    @Property
    void stretches_follow_one_another_and_agree_with_every_instant_in_them(
            @ForAll("zones") ZoneId zone, @ForAll("instants") Instant now) {
        var stretches = NIGHT.in(zone).outlook(now).stretches();

        assertThat(stretches.getFirst().from()).isEqualTo(now);
        assertThat(stretches.getLast().until()).isNull();
        for (int i = 0; i + 1 < stretches.size(); i++) {
            var stretch = stretches.get(i);
            var until = Objects.requireNonNull(stretch.until());
            assertThat(stretches.get(i + 1).from()).isEqualTo(until).isAfter(stretch.from());
            assertThat(stretch.band()).as("no gap at %s", stretch.from()).isNotNull();
            assertThat(NIGHT.in(zone).stretchAt(until.minusSeconds(1)).band()).isEqualTo(stretch.band());
        }
    }

    @Test
    void an_evening_whose_last_hour_comes_twice_is_an_hour_longer() {
        var saoPaulo = ZoneId.of("America/Sao_Paulo");
        var begins = LocalDate.of(2018, 2, 17).atStartOfDay(saoPaulo).toInstant();
        var rest = band("from-noon", Hours.daily(LocalTime.NOON, LocalTime.MIDNIGHT), 2);
        var policy = new Policy("p", saoPaulo, List.of(rest), List.of(), List.of(), List.of());

        var evening = Outlook.of(policy, Whereabouts.UNSAID, begins).stretches().get(1);

        assertThat(evening.band()).isEqualTo(rest);
        assertThat(Duration.between(evening.from(), evening.until())).isEqualTo(Duration.ofHours(13));
    }

    /** Sundays that begin at one, days of 23 hours, hours that come twice: each day still opens once, for as long as it is. */
    @Property
    void the_days_of_a_policy_are_as_long_as_those_of_the_zone(
            @ForAll("zones") ZoneId zone, @ForAll("instants") Instant now) {
        var day = now.atZone(zone).toLocalDate();
        var noon = band("until-noon", Hours.daily(LocalTime.MIDNIGHT, LocalTime.NOON), 1);
        var rest = band("from-noon", Hours.daily(LocalTime.NOON, LocalTime.MIDNIGHT), 2);
        var policy = new Policy("p", zone, List.of(noon, rest), List.of(), List.of(), List.of());
        var begins = day.atStartOfDay(zone).toInstant();
        var ends = day.plusDays(1).atStartOfDay(zone).toInstant();

        var stretches = Outlook.of(policy, Whereabouts.UNSAID, begins).stretches();

        assertThat(stretches.get(0).from()).isEqualTo(begins);
        assertThat(stretches.get(0).band()).isEqualTo(noon);
        assertThat(stretches.get(1).band()).isEqualTo(rest);
        assertThat(stretches.get(2).from()).isEqualTo(ends);
        assertThat(stretches.get(2).band()).isEqualTo(noon);
        assertThat(stretches.get(1).from())
                .isEqualTo(day.atTime(LocalTime.NOON).atZone(zone).toInstant());
    }

    @Property
    void an_opening_is_as_long_as_the_clock_says_but_for_what_a_change_of_the_clocks_takes_or_gives(
            @ForAll("zones") ZoneId zone, @ForAll("instants") Instant now) {
        for (var stretch : NIGHT.in(zone).outlook(now).stretches().subList(1, 20)) {
            var until = Objects.requireNonNull(stretch.until());
            var onTheClock = Duration.between(
                    stretch.from().atZone(zone).toLocalDateTime(),
                    until.atZone(zone).toLocalDateTime());
            var moved = zone.getRules().getOffset(until).getTotalSeconds()
                    - zone.getRules().getOffset(stretch.from()).getTotalSeconds();

            assertThat(Duration.between(stretch.from(), until)).isEqualTo(onTheClock.minusSeconds(moved));
        }
    }

    @Property
    void the_entry_is_the_first_instant_at_which_the_build_is_let_in_and_fits(
            @ForAll("zones") ZoneId zone,
            @ForAll("instants") Instant now,
            @ForAll Priority priority,
            @ForAll("durations") Duration lasts) {
        var policy = NIGHT.in(zone);
        var build = new Applicant(priority, Category.NEW_FEATURE, "other", lasts, lasts, Set.of(), true);
        var entry = policy.outlook(now).entryOf(build, now).map(Outlook.Entry::at);

        entry.ifPresent(at -> assertThat(mayStart(policy, build, at)).isTrue());
        var steps = Duration.between(now, entry.orElse(now.plus(Duration.ofDays(7))))
                        .toMinutes()
                / 15;
        for (long i = 0; i < steps; i++) {
            assertThat(mayStart(policy, build, now.plus(Duration.ofMinutes(15 * i))))
                    .isFalse();
        }
    }

    @Property
    void the_next_change_is_a_change_and_there_is_none_before_it(
            @ForAll("zones") ZoneId zone, @ForAll("instants") Instant now) {
        var policy = NIGHT.in(zone);
        var change = policy.nextChange(now).orElseThrow();

        assertThat(policy.stretchAt(now).saysTheSameAs(policy.stretchAt(change.minusNanos(1))))
                .isTrue();
        assertThat(policy.stretchAt(now).saysTheSameAs(policy.stretchAt(change)))
                .isFalse();
    }

    /** What is kept from an earlier look says the same as a look that nobody took before. */
    @Property
    void looking_twice_in_a_day_says_the_same_as_looking_once(
            @ForAll("zones") ZoneId zone, @ForAll("instants") Instant now, @ForAll("durations") Duration later) {
        var kept = NIGHT.in(zone);
        var other = new Policy("other", zone, kept.bands(), kept.quiet(), kept.contexts(), kept.retryWaits());
        assertThat(kept.stretchAt(now).from()).isEqualTo(now);

        var again = kept.outlook(now.plus(later)).stretches();
        var fresh = other.outlook(now.plus(later)).stretches();
        var alike = Math.min(again.size(), fresh.size()) - 1;
        assertThat(again.subList(0, alike).equals(fresh.subList(0, alike))).isTrue();
    }

    /** The example of the first pages runs to its end at any hour, whoever is where. */
    @Property
    void the_policy_of_the_first_night_starts_everything_at_any_time(
            @ForAll("instants") Instant now,
            @ForAll Context context,
            @ForAll Category category,
            @ForAll Priority priority)
            throws IOException {
        var policy = PolicyReader.read(Files.readAllBytes(GeneratedPart.file("examples/first-night/policy")), BERLIN);
        var build =
                new Applicant(priority, category, "other", Duration.ofHours(9), Duration.ofHours(20), Set.of(), false);
        var outlook = policy.outlook(now, new Whereabouts(new Whereabouts.Hand(context, null), null));

        assertThat(outlook.entryOf(build, now))
                .hasValueSatisfying(entry -> assertThat(entry.at()).isEqualTo(now));
    }

    @Test
    void a_start_that_is_asked_for_next_month_is_looked_for_there() {
        var medium = build(Priority.MEDIUM, Duration.ofHours(5));

        assertThat(NIGHT.outlook(at("2026-11-20T12:00")).entryOf(medium, at("2026-12-22T09:00")))
                .hasValueSatisfying(entry -> assertThat(entry.at()).isEqualTo(at("2026-12-22T22:00")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-11-20T05:59, SLEEPING",
        "2026-11-20T06:00, GYM",
        "2026-11-20T07:30, UNKNOWN",
        "2026-11-20T09:00, WORK",
        "2026-11-20T17:00, GYM",
        "2026-11-20T18:30, AVAILABLE",
        "2026-11-20T23:00, SLEEPING",
        "2026-11-21T06:30, SLEEPING",
        "2026-11-21T07:00, AVAILABLE",
        "2026-11-22T17:30, AVAILABLE",
    })
    void the_calendar_puts_the_person(String local, Context context) {
        for (var policy : List.of(NIGHT, SAVER)) {
            assertThat(policy.stretchAt(at(local)).context().context()).isEqualTo(context);
        }
    }

    @Property
    void the_band_is_what_the_clock_on_the_wall_says_where_the_clock_says_each_time_once(
            @ForAll("zones") ZoneId zone, @ForAll("instants") Instant now) {
        var local = now.atZone(zone).toLocalDateTime();
        if (zone.getRules().getValidOffsets(local).size() != 1 || nearAChange(zone, now)) {
            return;
        }
        var expected = NIGHT.bands().stream()
                .filter(band -> band.hours().days().contains(dayItBegan(band.hours(), local)))
                .filter(band -> covers(band.hours(), local.toLocalTime()))
                .findFirst();

        assertThat(NIGHT.in(zone).bandAt(now)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Zones.any();
    }

    /** Ten years, to the second. */
    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(0, Duration.ofDays(3_652).toSeconds())
                .map(Instant.parse("2018-01-01T00:00:00Z")::plusSeconds);
    }

    @Provide
    Arbitrary<Duration> durations() {
        return Arbitraries.integers().between(1, 14 * 60).map(Duration::ofMinutes);
    }

    private static boolean mayStart(Policy policy, Applicant build, Instant at) {
        var outlook = policy.outlook(at);
        return outlook.now().admits(build)
                && outlook.endsBefore(at.plus(build.lasts()), build).isEmpty();
    }

    private static boolean nearAChange(ZoneId zone, Instant now) {
        var next = zone.getRules().nextTransition(now.minus(Duration.ofDays(1)));
        return next != null && next.getInstant().isBefore(now.plus(Duration.ofDays(1)));
    }

    private static java.time.DayOfWeek dayItBegan(Hours hours, LocalDateTime local) {
        var today = local.getDayOfWeek();
        return hours.spansMidnight() && local.toLocalTime().isBefore(hours.to()) ? today.minus(1) : today;
    }

    private static boolean covers(Hours hours, LocalTime time) {
        return hours.spansMidnight()
                ? !time.isBefore(hours.from()) || time.isBefore(hours.to())
                : !time.isBefore(hours.from()) && time.isBefore(hours.to());
    }

    private static Band band(String name, Hours hours, int slots) {
        return new Band(name, hours, slots, List.of(Admission.of(EnumSet.allOf(Priority.class))));
    }

    private static Applicant build(Priority priority) {
        return build(priority, Duration.ofHours(1));
    }

    private static Applicant build(Priority priority, Duration effort) {
        return new Applicant(priority, Category.OTHER, "other", effort, Duration.ofMinutes(50), Set.of(), false);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
