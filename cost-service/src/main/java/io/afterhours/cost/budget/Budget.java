package io.afterhours.cost.budget;

import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it was last published.
 *
 * @param name the period's word where it is for all that is spent, else as the person named it
 * @param scope whose cost it limits; absent: everybody's
 * @param hard whether nothing new starts once it is spent
 * @param version how often it was published
 * @param periodStart the first day of the period it was published for
 */
record Budget(
        String name,
        Period period,
        @Nullable Scope scope,
        Money limit,
        boolean hard,
        long version,
        LocalDate periodStart,
        Money spent,
        BudgetState state) {
    Budget {
        if (limit.nanos() < 0) {
            throw new IllegalArgumentException("a budget is not negative");
        }
    }

    /** One that was never published. */
    static Budget unpublished(
            String name, Period period, @Nullable Scope scope, Money limit, boolean hard, long version) {
        return new Budget(name, period, scope, limit, hard, version, LocalDate.MIN, Money.ZERO, BudgetState.OK);
    }

    Budget withLimit(Money other) {
        return new Budget(name, period, scope, other, hard, version, periodStart, spent, state);
    }
}
