package io.afterhours.cost.forecast;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

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
                .isEqualTo(new Outlook(4 * DOLLAR, 4 * DOLLAR, 4 * DOLLAR));
        assertThat(ForecastRules.forecast(facts(Period.DAY, 0, null, List.of(), Map.of())))
                .isEqualTo(new Outlook(0, 0, 0));
    }

    @Test
    void each_day_to_come_costs_what_days_of_its_weekday_did() {
        var days = Map.of(DayOfWeek.SUNDAY, List.of(2L, 2L), DayOfWeek.MONDAY, List.of(50L, 50L));

        assertThat(ForecastRules.forecast(facts(Period.WEEK, 30, null, List.of(1L, 1L), days)))
                .isEqualTo(new Outlook(33 * DOLLAR, 33 * DOLLAR, 33 * DOLLAR));
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
            var facts = facts(period, random.nextInt(100), pace, some(random), days);

            var outlook = ForecastRules.forecast(facts);

            assertThat(outlook.p10()).isGreaterThanOrEqualTo(facts.spent()).isLessThanOrEqualTo(outlook.p50());
            assertThat(outlook.p50()).isLessThanOrEqualTo(outlook.p90());
            ForecastRules.dryAt(facts, random.nextInt(200) * DOLLAR)
                    .ifPresent(at -> assertThat(at)
                            .isAfterOrEqualTo(facts.now())
                            .isBefore(facts.span().end()));
        }
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
        return new Facts(
                EVENING,
                BERLIN,
                period.around(EVENING, BERLIN),
                spent * DOLLAR,
                spent * DOLLAR,
                dollarsPerHour == null ? null : dollarsPerHour * DOLLAR,
                dollars(rests),
                days.entrySet().stream().collect(toMap(Map.Entry::getKey, each -> dollars(each.getValue()))));
    }

    private static List<Long> dollars(List<Long> amounts) {
        return amounts.stream().map(each -> each * DOLLAR).toList();
    }
}
