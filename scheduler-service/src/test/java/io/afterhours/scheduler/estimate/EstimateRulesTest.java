package io.afterhours.scheduler.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateRulesTest {
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

    @Property
    void nine_of_ten_never_stay_under_less_than_half_do(@ForAll @IntRange(min = 1, max = 43_200) int minutes) {
        var estimate = EstimateRules.estimate("dashboard", Duration.ofMinutes(minutes));

        assertThat(estimate.minutesP90()).isGreaterThan(estimate.minutesP50());
        assertThat(estimate.costP90()).isGreaterThan(estimate.costP50());
    }
}
