package io.afterhours.cost.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.cost.Exemption;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetRulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Span TODAY = Period.DAY.around(Instant.parse("2026-11-21T20:00:00Z"), BERLIN);
    private static final Span TOMORROW = Period.DAY.around(TODAY.end(), BERLIN);
    private static final Money LIMIT = Money.dollars("20");

    @ParameterizedTest
    @CsvSource({
        "0, 20, OK",
        "15.999999999, 20, OK",
        "16, 20, WARN",
        "19.999999999, 20, WARN",
        "20, 20, CRITICAL",
        "1000, 20, CRITICAL",
        "0, 0, CRITICAL",
        "0.000000002, 0.000000003, OK",
    })
    void warns_from_80_percent_and_is_critical_from_100(String spent, String limit, BudgetState state) {
        assertThat(BudgetRules.state(Money.dollars(spent), Money.dollars(limit)))
                .isEqualTo(state);
    }

    @Test
    void a_limit_without_a_fifth_warns_only_when_spent() {
        assertThat(BudgetRules.state(new Money(3), new Money(4))).isEqualTo(BudgetState.OK);
        assertThat(BudgetRules.state(new Money(4), new Money(5))).isEqualTo(BudgetState.WARN);
    }

    @Test
    void keeps_quiet_when_nothing_moved() {
        assertThat(decide(published("3", BudgetState.OK), "3", TODAY)).isEqualTo(new BudgetDecision.Keep());
    }

    @Test
    void publishes_what_was_spent_under_the_next_version() {
        assertThat(decide(published("3", BudgetState.OK), "4", TODAY))
                .isEqualTo(new BudgetDecision.Publish(budget(8, "4", BudgetState.OK, TODAY)));
    }

    @Test
    void warns_once_at_80_percent_and_once_at_100() {
        assertThat(decide(published("15", BudgetState.OK), "16", TODAY))
                .isEqualTo(new BudgetDecision.Warn(budget(8, "16", BudgetState.WARN, TODAY)));
        assertThat(decide(published("16", BudgetState.WARN), "17", TODAY))
                .isEqualTo(new BudgetDecision.Publish(budget(8, "17", BudgetState.WARN, TODAY)));
        assertThat(decide(published("17", BudgetState.WARN), "20", TODAY))
                .isEqualTo(new BudgetDecision.Warn(budget(8, "20", BudgetState.CRITICAL, TODAY)));
        assertThat(decide(published("20", BudgetState.CRITICAL), "21", TODAY))
                .isEqualTo(new BudgetDecision.Publish(budget(8, "21", BudgetState.CRITICAL, TODAY)));
    }

    @Test
    void warns_of_the_worse_state_alone_when_both_marks_are_passed_at_once() {
        assertThat(decide(published("1", BudgetState.OK), "25", TODAY))
                .isEqualTo(new BudgetDecision.Warn(budget(8, "25", BudgetState.CRITICAL, TODAY)));
    }

    @Test
    void publishes_an_empty_budget_when_the_period_turns() {
        assertThat(decide(published("25", BudgetState.CRITICAL), "0", TOMORROW))
                .isEqualTo(new BudgetDecision.Publish(budget(8, "0", BudgetState.OK, TOMORROW)));
    }

    @Test
    void warns_again_in_a_new_period() {
        assertThat(decide(published("25", BudgetState.CRITICAL), "18", TOMORROW))
                .isEqualTo(new BudgetDecision.Warn(budget(8, "18", BudgetState.WARN, TOMORROW)));
    }

    @Test
    void a_lower_limit_can_cross_without_spending_and_a_higher_one_relieves() {
        var lowered = published("17", BudgetState.WARN);
        assertThat(BudgetRules.decide(lowered.withLimit(Money.dollars("10")), Money.dollars("17"), TODAY, true))
                .isInstanceOf(BudgetDecision.Warn.class);
        assertThat(BudgetRules.decide(lowered.withLimit(Money.dollars("100")), Money.dollars("17"), TODAY, true))
                .isInstanceOf(BudgetDecision.Publish.class);
    }

    @Test
    void publishes_anyway_for_listeners_that_were_not_there() {
        var quiet = published("17", BudgetState.WARN);

        assertThat(BudgetRules.decide(quiet, Money.dollars("17"), TODAY, true))
                .isEqualTo(new BudgetDecision.Publish(budget(8, "17", BudgetState.WARN, TODAY)));
    }

    private static BudgetDecision decide(Budget published, String spent, Span span) {
        return BudgetRules.decide(published, Money.dollars(spent), span, false);
    }

    private static Budget published(String spent, BudgetState state) {
        return budget(7, spent, state, TODAY);
    }

    private static Budget budget(long version, String spent, BudgetState state, Span span) {
        return new Budget(
                "day",
                Period.DAY,
                null,
                LIMIT,
                true,
                List.of(new Exemption("tag", "growth")),
                version,
                span.from(),
                Money.dollars(spent),
                state);
    }
}
