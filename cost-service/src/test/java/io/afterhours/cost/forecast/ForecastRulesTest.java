package io.afterhours.cost.forecast;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.cost.period.Period;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastRulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long DOLLAR = 1_000_000_000L;
    private static final long MILLI = DOLLAR / 1_000;
    private static final Habit NOTHING = new Habit(0, null, List.of(), Map.of());

    /** A Saturday, 18:00: six hours are left of it, and a Sunday of the week. */
    private static final Instant EVENING = Instant.parse("2026-11-21T17:00:00Z");

    @Test
    void a_day_without_a_history_goes_on_at_its_pace() {
        assertThat(ForecastRules.forecast(facts(Period.DAY, 10, 1.0, List.of(), Map.of())))
                .satisfies(outlook -> {
                    assertThat(outlook.p50()).isEqualTo(16 * DOLLAR);
                    assertThat(outlook.p10()).isBetween(12 * DOLLAR, 13 * DOLLAR);
                    assertThat(outlook.p90()).isBetween(19 * DOLLAR, 20 * DOLLAR);
                });
    }

    @Test
    void pace_and_the_same_weekday_are_heard_alike_and_the_range_says_how_far_they_disagree() {
        var agreed = ForecastRules.forecast(facts(Period.DAY, 10, 1.0, List.of(6L, 6L, 6L), Map.of()));
        var apart = ForecastRules.forecast(facts(Period.DAY, 10, 1.0, List.of(0L, 0L, 0L), Map.of()));

        assertThat(agreed.p50()).isEqualTo(16 * DOLLAR);
        assertThat(apart.p50()).isEqualTo(13 * DOLLAR);
        assertThat(apart.p90() - apart.p10()).isGreaterThan(agreed.p90() - agreed.p10());
    }

    @Test
    void a_day_that_is_too_young_to_have_a_pace_goes_as_days_like_it_did() {
        assertThat(ForecastRules.forecast(facts(Period.DAY, 0, null, List.of(4L, 4L), Map.of())))
                .isEqualTo(new Outlook(4 * DOLLAR, 4 * DOLLAR, 4 * DOLLAR, 0));
        assertThat(ForecastRules.forecast(facts(Period.DAY, 0, null, List.of(), Map.of())))
                .isEqualTo(new Outlook(0, 0, 0, 0));
    }

    @Test
    void each_day_to_come_costs_what_days_of_its_weekday_did() {
        var days = Map.of(DayOfWeek.SUNDAY, List.of(2L, 2L), DayOfWeek.MONDAY, List.of(50L, 50L));

        assertThat(ForecastRules.forecast(facts(Period.WEEK, 30, null, List.of(1L, 1L), days)))
                .isEqualTo(new Outlook(33 * DOLLAR, 33 * DOLLAR, 33 * DOLLAR, 0));
    }

    @Test
    void a_weekday_that_nothing_is_known_of_is_as_any_day_else_as_today_will_have_been() {
        var monday = Map.of(DayOfWeek.MONDAY, List.of(5L, 5L));

        assertThat(ForecastRules.forecast(facts(Period.WEEK, 30, null, List.of(1L, 1L), monday))
                        .p50())
                .isEqualTo(36 * DOLLAR);
        assertThat(ForecastRules.forecast(facts(Period.WEEK, 30, 1.0, List.of(), Map.of()))
                        .p50())
                .isEqualTo((30 + 6 + 36) * DOLLAR);
    }

    @Test
    void a_queue_is_expected_before_anything_is_spent() {
        // Four builds tonight, $2 in all and 70 cents more in one of ten cases; one tomorrow at $3.
        var queue =
                queue(ending("2026-11-21T20:00:00Z", 4, 2_000, 2_700), ending("2026-11-22T03:00:00Z", 1, 3_000, 4_000));

        assertThat(ForecastRules.forecast(facts(Period.DAY, NOTHING, NOTHING, queue)))
                .isEqualTo(new Outlook(1_300 * MILLI, 2_000 * MILLI, 2_700 * MILLI, 2_000 * MILLI));
        assertThat(ForecastRules.forecast(facts(Period.WEEK, NOTHING, NOTHING, queue)))
                .satisfies(week -> {
                    assertThat(week.p50()).isEqualTo(5 * DOLLAR);
                    assertThat(week.queued()).isEqualTo(5 * DOLLAR);
                    // 0.7 and 1.0 above half, each for itself: the root of 0.49 + 1
                    assertThat(week.p90()).isBetween(6_220 * MILLI, 6_221 * MILLI);
                });
    }

    @Test
    void what_is_queued_comes_beside_what_is_usual_outside_of_builds() {
        // $1 an hour for six hours, 20 cents of it outside of builds; $7 are queued, which is more than builds' usual
        // $4.80.
        var usual = new Habit(4_100 * MILLI, 1.0 * DOLLAR, List.of(), Map.of());
        var unqueued = new Habit(500 * MILLI, 0.2 * DOLLAR, List.of(), Map.of());

        var outlook = ForecastRules.forecast(
                facts(Period.DAY, usual, unqueued, queue(ending("2026-11-21T20:00:00Z", 9, 7_000, 8_000))));

        assertThat(outlook.p50()).isEqualTo(4_100 * MILLI + 7_000 * MILLI + 1_200 * MILLI);
        assertThat(outlook.queued()).isEqualTo(7_000 * MILLI);
        assertThat(outlook.usual(usual.today())).isEqualTo(1_200 * MILLI);
    }

    @Test
    void a_short_queue_takes_nothing_from_what_is_usual() {
        var usual = new Habit(4_100 * MILLI, 1.0 * DOLLAR, List.of(), Map.of());
        var unqueued = new Habit(500 * MILLI, 0.2 * DOLLAR, List.of(), Map.of());

        var outlook = ForecastRules.forecast(
                facts(Period.DAY, usual, unqueued, queue(ending("2026-11-21T20:00:00Z", 1, 1_000, 1_500))));

        assertThat(outlook.p50()).isEqualTo(4_100 * MILLI + 6_000 * MILLI);
        assertThat(outlook.queued()).isEqualTo(1_000 * MILLI);
        assertThat(outlook.usual(usual.today())).isEqualTo(5_000 * MILLI);
        assertThat(ForecastRules.forecast(facts(Period.DAY, usual, unqueued, Queue.UNKNOWN)))
                .isEqualTo(new Outlook(outlook.p10(), outlook.p50(), outlook.p90(), 0));
    }

    @Test
    void an_hour_counts_by_its_part_that_is_still_to_come_and_lies_in_the_day() {
        // Kolkata is half an hour off: its midnight is at 18:30 UTC. It is 17:40 now.
        var now = Instant.parse("2026-11-21T17:40:00Z");
        var midnight = Instant.parse("2026-11-21T18:30:00Z");
        var queue = queue(
                ending("2026-11-21T16:00:00Z", 1, 9_000, 9_000),
                ending("2026-11-21T17:00:00Z", 1, 1_000, 1_000),
                ending("2026-11-21T18:00:00Z", 2, 4_000, 4_000));

        assertThat(queue.between(now, midnight, now).mean()).isEqualTo(3_000.0 * MILLI);
        assertThat(queue.between(midnight, midnight.plus(Duration.ofDays(1)), now)
                        .mean())
                .isEqualTo(2_000.0 * MILLI);
    }

    @Test
    void says_when_the_budget_is_dry_at_this_pace() {
        var facts = facts(Period.DAY, 10, 3.0, List.of(), Map.of());

        assertThat(ForecastRules.dryAt(facts, 15 * DOLLAR)).contains(EVENING.plus(Duration.ofMinutes(100)));
        assertThat(ForecastRules.dryAt(facts, 10 * DOLLAR)).contains(EVENING);
        assertThat(ForecastRules.dryAt(facts, 28 * DOLLAR)).isEmpty();
        assertThat(ForecastRules.dryAt(facts(Period.DAY, 10, 0.0, List.of(), Map.of()), 15 * DOLLAR))
                .isEmpty();
        assertThat(ForecastRules.dryAt(facts(Period.DAY, 10, null, List.of(), Map.of()), 15 * DOLLAR))
                .isEmpty();
    }

    @Test
    void whatever_was_spent_p10_is_not_below_it_and_the_range_rises() {
        var random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            var days = new EnumMap<DayOfWeek, List<Long>>(DayOfWeek.class);
            for (var day : DayOfWeek.values()) {
                if (random.nextBoolean()) {
                    days.put(day, some(random));
                }
            }
            var period = List.of(Period.DAY, Period.WEEK, Period.MONTH).get(random.nextInt(3));
            var pace = random.nextInt(4) == 0 ? null : random.nextDouble() * 20;
            var facts = queueing(random, facts(period, random.nextInt(100), pace, some(random), days));

            var outlook = ForecastRules.forecast(facts);

            assertThat(facts.spent() + outlook.queued() + outlook.usual(facts.spent()))
                    .isCloseTo(outlook.p50(), within(2L));

            assertThat(outlook.p10()).isGreaterThanOrEqualTo(facts.spent()).isLessThanOrEqualTo(outlook.p50());
            assertThat(outlook.p50()).isLessThanOrEqualTo(outlook.p90());
            ForecastRules.dryAt(facts, random.nextInt(200) * DOLLAR)
                    .ifPresent(at -> assertThat(at)
                            .isAfterOrEqualTo(facts.now())
                            .isBefore(facts.span().end()));
        }
    }

    private static Facts queueing(Random random, Facts facts) {
        var endings = random.ints(random.nextInt(5), 0, 400)
                .mapToObj(hour -> new QueueExpected.Ending(
                        EVENING.plus(Duration.ofHours(hour)), 1, random.nextInt(20) * DOLLAR, 20 * DOLLAR))
                .toArray(QueueExpected.Ending[]::new);
        return new Facts(
                facts.now(), facts.zone(), facts.span(), facts.spent(), facts.usual(), facts.usual(), queue(endings));
    }

    private static List<Long> some(Random random) {
        return random.longs(random.nextInt(9), 0, 40).boxed().toList();
    }

    private static Facts facts(
            Period period,
            long spent,
            @Nullable Double dollarsPerHour,
            List<Long> rests,
            Map<DayOfWeek, List<Long>> days) {
        return facts(
                period,
                new Habit(
                        spent * DOLLAR,
                        dollarsPerHour == null ? null : dollarsPerHour * DOLLAR,
                        dollars(rests),
                        days.entrySet().stream().collect(toMap(Map.Entry::getKey, each -> dollars(each.getValue())))),
                NOTHING,
                Queue.UNKNOWN);
    }

    private static Facts facts(Period period, Habit usual, Habit unqueued, Queue queue) {
        return new Facts(EVENING, BERLIN, period.around(EVENING, BERLIN), usual.today(), usual, unqueued, queue);
    }

    private static Queue queue(QueueExpected.Ending... endings) {
        return new Queue(new QueueExpected(List.of(endings), 0, 0, 0, EVENING));
    }

    private static QueueExpected.Ending ending(String hour, int builds, long p50, long p90) {
        return new QueueExpected.Ending(Instant.parse(hour), builds, p50 * MILLI, p90 * MILLI);
    }

    private static List<Long> dollars(List<Long> amounts) {
        return amounts.stream().map(each -> each * DOLLAR).toList();
    }
}
