package io.afterhours.cost.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Tokens;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarkTest {
    private static final Mark NOTHING = new Mark(new Tokens(0, 0, 0, 0, 0), BigDecimal.ZERO);

    @Test
    void books_what_a_resumed_session_used_since_its_last_sum() {
        var first = NOTHING.upTo(sum(1_000, 100, "0.50"));
        var second = first.after().upTo(sum(1_500, 130, "0.80"));

        assertThat(first.difference().inputTokens()).isEqualTo(1_000);
        assertThat(first.difference().costUsd()).isEqualByComparingTo("0.50");
        assertThat(second.difference().inputTokens()).isEqualTo(500);
        assertThat(second.difference().outputTokens()).isEqualTo(30);
        assertThat(second.difference().costUsd()).isEqualByComparingTo("0.30");
        assertThat(second.difference().cumulative()).isNull();
    }

    @Test
    void a_sum_that_is_repeated_adds_nothing() {
        var again = NOTHING.upTo(sum(1_000, 100, "0.50")).after().upTo(sum(1_000, 100, "0.50"));

        assertThat(again.difference().inputTokens()).isZero();
        assertThat(again.difference().costUsd()).isEqualByComparingTo("0");
    }

    @Test
    void a_sum_that_fell_adds_nothing_and_takes_nothing_back() {
        var fell = NOTHING.upTo(sum(1_000, 100, "0.50")).after().upTo(sum(400, 150, "0.20"));

        assertThat(fell.difference().inputTokens()).isZero();
        assertThat(fell.difference().outputTokens()).isEqualTo(50);
        assertThat(fell.difference().costUsd()).isEqualByComparingTo("0");
        assertThat(fell.after().cost()).isEqualByComparingTo("0.50");
    }

    @Test
    void a_stated_cost_corrects_what_was_priced_before_it() {
        var without = NOTHING.upTo(sum(1_000, 100, null));
        var priced = without.after(NOTHING, new Priced(Money.dollars("0.45"), Basis.AGGREGATE));
        var with = priced.upTo(sum(1_500, 130, "0.80"));

        assertThat(without.difference().basis()).isEqualTo("aggregate");
        assertThat(with.difference().costUsd()).isEqualByComparingTo("0.35");
        assertThat(with.difference().inputTokens()).isEqualTo(500);
    }

    @Test
    void a_stated_cost_corrects_what_a_subscription_was_worth_before_it() {
        var without = NOTHING.upTo(sum(1_000, 100, null));
        var covered = new Priced(Money.ZERO, Basis.SUBSCRIPTION, Money.ZERO, Money.dollars("0.45"));

        assertThat(without.after(NOTHING, covered)
                        .upTo(sum(1_500, 130, "0.80"))
                        .difference()
                        .costUsd())
                .isEqualByComparingTo("0.35");
    }

    @Test
    void a_cost_is_priced_from_tokens_once_part_of_a_sum_had_no_price() {
        var without = NOTHING.upTo(sum(1_000, 100, null));
        var unknown = without.after(NOTHING, Priced.UNKNOWN);

        assertThat(unknown.upTo(sum(1_500, 130, "0.80")).difference().costUsd()).isNull();
    }

    private static UsageReported sum(long input, long output, @Nullable String cost) {
        return new UsageReported(
                "s-1",
                "claude-sonnet-4-5",
                input,
                output,
                0,
                0,
                0,
                cost == null ? null : new BigDecimal(cost),
                null,
                null,
                null,
                null,
                null,
                true);
    }
}
