package io.afterhours.scheduler.estimate;

import static io.afterhours.scheduler.estimate.Outcomes.HOUR;
import static io.afterhours.scheduler.estimate.Outcomes.by;
import static io.afterhours.scheduler.estimate.Outcomes.ofEffort;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateRulesTest {
    private static final String KIND = "landing-page";

    @ParameterizedTest(name = "{0}, {1}: {2} to {3} min, {4} to {5} nano-dollars")
    @CsvSource(
            delimiter = '|',
            value = {
                "landing-page | PT1H  | 30 | 45 |   600000000 |   900000000 | table: landing-page, usual",
                "integration  | PT1H  | 45 | 67 |   900000000 |  1340000000 | table: integration, usual",
                "dashboard    | PT1H  | 60 | 90 |  1200000000 |  1800000000 | table: dashboard, usual",
                "content      | PT1H  | 20 | 30 |   400000000 |   600000000 | table: content, usual",
                "template     | PT1H  | 40 | 60 |   800000000 |  1200000000 | table: template, usual",
                "other        | PT1H  | 35 | 52 |   700000000 |  1040000000 | table: other, usual",
                "unheard-of   | PT1H  | 35 | 52 |   700000000 |  1040000000 | table: other, usual",
                "landing-page | PT29M | 30 | 45 |   420000000 |   630000000 | table: landing-page, simple",
                "landing-page | PT30M | 30 | 45 |   600000000 |   900000000 | table: landing-page, usual",
                "landing-page | PT4H  | 30 | 45 |   900000000 |  1350000000 | table: landing-page, complex",
            })
    void comes_from_the_table_by_kind_and_the_price_of_a_minute(
            String kind, Duration effort, int p50, int p90, long costP50, long costP90, String source) {
        assertThat(EstimateRules.estimate(kind, effort)).isEqualTo(new Estimate(p50, p90, costP50, costP90, source));
    }

    @ParameterizedTest(name = "{0} builds of 60 minutes: {1} to {2} min")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 34 | 51 | table: landing-page, usual, × 1.12 after 1 build",
                "4 | 41 | 62 | table: landing-page, usual, × 1.36 after 4 builds",
                "9 | 47 | 71 | table: landing-page, usual, × 1.56 after 9 builds",
            })
    void the_first_few_builds_correct_the_table_the_more_the_more_they_are(
            int builds, int p50, int p90, String source) {
        var known = Experience.of(KIND, Collections.nCopies(builds, Outcomes.took(60)));

        var estimate = EstimateRules.estimate(HOUR, "claude", null, known);

        assertThat(estimate.minutesP50()).isEqualTo(p50);
        assertThat(estimate.minutesP90()).isEqualTo(p90);
        assertThat(estimate.source()).isEqualTo(source);
    }

    @Test
    void one_absurd_build_among_the_first_moves_the_table_by_no_more_than_a_factor_of_two() {
        var known = Experience.of(KIND, List.of(Outcomes.took(100_000)));

        assertThat(EstimateRules.estimate(HOUR, "claude", null, known).minutesP50())
                .isBetween(30, 60);
    }

    @Test
    void the_first_few_costs_correct_the_price_of_a_minute() {
        var dear = by("claude", null, 30, 1_200_000_000L);
        var known = Experience.of(KIND, Collections.nCopies(5, dear));

        var estimate = EstimateRules.estimate(HOUR, "claude", null, known);

        assertThat(estimate.minutesP50()).isEqualTo(30);
        assertThat(estimate.costP50()).isEqualTo(850_000_000L);
    }

    @Test
    void from_ten_builds_on_it_comes_from_what_happened() {
        var estimate = EstimateRules.estimate(HOUR, "claude", null, Experience.of(KIND, Outcomes.upTo(10)));

        assertThat(estimate.minutesP50()).isEqualTo(6);
        assertThat(estimate.minutesP90()).isEqualTo(10);
        assertThat(estimate.source()).isEqualTo("history: 10 builds of landing-page by claude; cost from the table");
    }

    @Test
    void a_cost_that_is_unknown_is_not_zero_the_price_of_the_minutes_stands_in() {
        var estimate = EstimateRules.estimate(HOUR, "claude", null, Experience.of(KIND, Outcomes.upTo(10)));

        assertThat(estimate.costP50()).isEqualTo(6 * 20_000_000L);
        assertThat(estimate.costP90()).isEqualTo(10 * 20_000_000L);
    }

    @Test
    void from_ten_known_costs_on_the_cost_comes_from_what_happened() {
        var outcomes = IntStream.rangeClosed(1, 19)
                .mapToObj(each -> by("claude", null, 30, each * 1_000L))
                .toList();

        var estimate = EstimateRules.estimate(HOUR, "claude", null, Experience.of(KIND, outcomes));

        assertThat(estimate.costP50()).isEqualTo(10_000);
        assertThat(estimate.costP90()).isEqualTo(18_000);
        assertThat(estimate.source()).isEqualTo("history: 19 builds of landing-page by claude");
    }

    @ParameterizedTest(name = "{0} with {1}: {2} min, {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "claude | opus   | 40 | history: 12 builds of landing-page by claude with opus",
                "claude | haiku  | 20 | history: 25 builds of landing-page by claude",
                "claude |        | 20 | history: 25 builds of landing-page by claude",
                "codex  | opus   | 10 | history: 40 builds of landing-page by codex",
                "gemini | opus   | 10 | history: 65 builds of landing-page",
                "       |        | 10 | history: 65 builds of landing-page",
            })
    void the_closest_history_with_ten_builds_counts_model_before_agent_before_kind(
            String agent, String model, int p50, String source) {
        var outcomes = new ArrayList<Outcome>();
        outcomes.addAll(Collections.nCopies(12, by("claude", "opus", 40, 1L)));
        outcomes.addAll(Collections.nCopies(9, by("claude", "haiku", 20, 1L)));
        outcomes.addAll(Collections.nCopies(4, by("claude", null, 15, 1L)));
        outcomes.addAll(Collections.nCopies(34, by("codex", null, 10, 1L)));
        outcomes.addAll(Collections.nCopies(6, by("codex", "opus", 10, 1L)));

        var estimate = EstimateRules.estimate(HOUR, agent, model, Experience.of(KIND, outcomes));

        assertThat(estimate.minutesP50()).isEqualTo(p50);
        assertThat(estimate.source()).isEqualTo(source);
    }

    @Test
    void builds_that_take_longer_the_more_effort_they_are_are_scaled_by_it() {
        var outcomes = IntStream.rangeClosed(1, 12)
                .mapToObj(hours -> ofEffort(Duration.ofHours(hours), 10 * hours + hours % 2))
                .toList();

        var estimate = EstimateRules.estimate(Duration.ofHours(20), "claude", null, Experience.of(KIND, outcomes));

        assertThat(estimate.minutesP50()).isBetween(200, 210);
        assertThat(estimate.source()).startsWith("history: 12 builds of landing-page by claude, scaled by effort");
    }

    @Test
    void effort_that_explains_nothing_scales_nothing() {
        var outcomes = IntStream.rangeClosed(1, 12)
                .mapToObj(hours -> ofEffort(Duration.ofHours(hours), 30))
                .toList();

        assertThat(EstimateRules.estimate(Duration.ofHours(20), "claude", null, Experience.of(KIND, outcomes))
                        .minutesP50())
                .isEqualTo(30);
    }

    @Test
    void nine_of_ten_of_the_builds_to_come_stay_under_the_p90_of_those_that_happened() {
        var chance = new Random(7);
        int held = 0;
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            var before = IntStream.range(0, 10)
                    .mapToObj(each -> Outcomes.took(lognormal(chance)))
                    .toList();
            var estimate = EstimateRules.estimate(HOUR, "claude", null, Experience.of(KIND, before));
            held += lognormal(chance) <= estimate.minutesP90() ? 1 : 0;
        }
        assertThat(held / (double) rounds).isBetween(0.88, 0.95);
    }

    private static double lognormal(Random chance) {
        return 3_000 * Math.exp(chance.nextGaussian());
    }

    @Property
    void nine_of_ten_never_stay_under_less_than_half_do(
            @ForAll @IntRange(min = 1, max = 43_200) int effort,
            @ForAll @Size(max = 40) List<@DoubleRange(min = 0, max = 5_000) Double> minutes) {
        var known = Experience.of(
                "dashboard",
                minutes.stream()
                        .map(each -> by("claude", "opus", each, each.longValue()))
                        .toList());

        var estimate = EstimateRules.estimate(Duration.ofMinutes(effort), "claude", "opus", known);

        assertThat(estimate.minutesP50()).isPositive();
        assertThat(estimate.minutesP90()).isGreaterThanOrEqualTo(estimate.minutesP50());
        assertThat(estimate.costP90()).isGreaterThanOrEqualTo(estimate.costP50());
        assertThat(estimate.costP50()).isNotNegative();
    }

    @Property
    void an_estimate_from_history_is_one_that_happened(
            @ForAll @Size(min = 10, max = 60) List<@IntRange(min = 1, max = 500) Integer> minutes) {
        var known = Experience.of(KIND, minutes.stream().map(Outcomes::took).toList());

        var estimate = EstimateRules.estimate(HOUR, "claude", null, known);

        assertThat(minutes).contains(estimate.minutesP50(), estimate.minutesP90());
    }
}
