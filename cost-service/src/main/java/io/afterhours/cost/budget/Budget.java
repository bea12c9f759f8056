package io.afterhours.cost.budget;

import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import java.time.LocalDate;

/**
 * A budget as it was last published.
 *
 * @param hard whether nothing new starts once it is spent
 * @param version how often it was published
 * @param periodStart the first day of the period it was published for
 */
record Budget(
        Period period, Money limit, boolean hard, long version, LocalDate periodStart, Money spent, BudgetState state) {
    Budget {
        if (limit.nanos() < 0) {
            throw new IllegalArgumentException("a budget is not negative");
        }
    }

    Budget withLimit(Money other) {
        return new Budget(period, other, hard, version, periodStart, spent, state);
    }
}
