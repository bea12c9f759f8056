package io.afterhours.cost.budget;

import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;

/** When a budget is to be published and how it stands. */
final class BudgetRules {
    private static final int WARN_LEAVES = 5;

    private BudgetRules() {}

    /** Critical from the limit on, warn from 80 % of it on; a limit of nothing is spent from the start. */
    static BudgetState state(Money spent, Money limit) {
        var leftAtWarning = limit.nanos() / WARN_LEAVES;
        if (spent.compareTo(limit) >= 0) {
            return BudgetState.CRITICAL;
        }
        return spent.nanos() >= limit.nanos() - leftAtWarning ? BudgetState.WARN : BudgetState.OK;
    }

    /**
     * Compares a budget with what was published of it. In a new period it starts from ok, so what is worse than that is worth
     * a warning again.
     *
     * @param published with the limit that holds now
     * @param spent in the present period
     * @param anyway publish even if nothing was spent: its limit is another, or listeners were not there
     */
    static BudgetDecision decide(Budget published, Money spent, Span span, boolean anyway) {
        var turned = !span.from().equals(published.periodStart());
        var now = state(spent, published.limit());
        var before = turned ? BudgetState.OK : published.state();
        var budget = new Budget(
                published.name(),
                published.period(),
                published.scope(),
                published.limit(),
                published.hard(),
                published.exempt(),
                published.version() + 1,
                span.from(),
                spent,
                now);
        if (now.isWorseThan(before)) {
            return new BudgetDecision.Warn(budget);
        }
        var moved = turned || !spent.equals(published.spent());
        return moved || anyway ? new BudgetDecision.Publish(budget) : new BudgetDecision.Keep();
    }
}
