package io.afterhours.scheduler.budget;

import io.afterhours.contracts.cost.BudgetChanged;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a budget stood when it was last spoken of.
 *
 * @param scope what it is for; absent where it is for everything
 * @param key whose
 */
record Standing(
        String state,
        Instant periodStart,
        @Nullable String scope,
        @Nullable String key) {
    static Standing of(BudgetChanged budget) {
        return new Standing(budget.state(), budget.periodStart(), budget.scope(), budget.key());
    }

    /** Whether it is for the same as the other, of which one may be said to be nearly spent and the other not. */
    boolean isForTheSameAs(Standing other) {
        return Objects.equals(scope, other.scope) && Objects.equals(key, other.key);
    }
}
