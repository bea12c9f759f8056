package io.afterhours.cost.total;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Tokens;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant EVENING = Instant.parse("2026-11-21T20:00:00Z");

    @Test
    void writes_a_line_for_each_row_with_its_days_and_the_moment() {
        assertThat(written(group("claude-sonnet-4-5", 162_000_000L), group("secret-1", null)))
                .isEqualTo("""
                        model,cost_usd,calls,unknown_calls,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,cache_write_1h_tokens,first_day,last_day,zone,as_of
                        claude-sonnet-4-5,0.162,1,0,1,2,3,4,5,2026-11-16,2026-11-22,Europe/Berlin,2026-11-21T20:00:00Z
                        secret-1,,1,1,1,2,3,4,5,2026-11-16,2026-11-22,Europe/Berlin,2026-11-21T20:00:00Z
                        """.replace("\n", "\r\n"));
    }

    @Test
    void quotes_what_would_break_a_line() {
        assertThat(written(group("a,b \"c\"\nd", 1L))).contains("\r\n\"a,b \"\"c\"\"\nd\",0.000000001,1");
    }

    @Test
    void has_an_empty_name_for_what_belongs_to_none() {
        assertThat(written(group(null, 1L))).contains("\r\n\"\",0.000000001,1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void text_that_a_spreadsheet_would_run_stays_text(String text) {
        assertThat(CsvRules.harmless(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-5", "B-42", "a=b", "''"})
    void other_text_is_left_as_it_is(String text) {
        assertThat(CsvRules.harmless(text)).isEqualTo(text);
    }

    private static String written(TotalStore.Group... groups) {
        var range = new Range("week", Period.WEEK.around(EVENING, BERLIN));
        var all = List.of(groups);
        var total = all.stream().map(TotalStore.Group::sums).reduce(Sums.NONE, Sums::plus);
        var figures = new Figures(0, null, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
        return CsvRules.write(CostTable.of(range, By.MODEL, BERLIN, total, figures, all, EVENING));
    }

    private static TotalStore.Group group(@Nullable String key, @Nullable Long nanos) {
        return new TotalStore.Group(
                key,
                new Sums(
                        1,
                        nanos == null ? 1 : 0,
                        new Money(nanos == null ? 0 : nanos),
                        new Tokens(1, 2, 3, 4, 5),
                        Money.ZERO,
                        Money.ZERO));
    }
}
