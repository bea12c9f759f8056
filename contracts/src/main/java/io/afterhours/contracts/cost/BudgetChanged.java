package io.afterhours.contracts.cost;

import io.afterhours.contracts.Check;
import java.time.Instant;

/**
 * A budget as it stands; on {@code cost.budget} whenever spending or the limit moved, and on {@code cost.crossed} when the
 * state got worse.
 *
 * @param name {@code day}, {@code week} or {@code month}
 * @param hard whether nothing new starts once it is spent
 * @param state {@code ok}, {@code warn} (80 %) or {@code critical} (100 %)
 * @param periodEnd when it is empty again, exclusive
 */
public record BudgetChanged(
        String name,
        long version,
        long limitNanos,
        long spentNanos,
        boolean hard,
        String state,
        Instant periodStart,
        Instant periodEnd,
        Instant at) {
    public BudgetChanged {
        name = Check.id("name", name);
        state = Check.required("state", state, 20);
        periodStart = Check.present("periodStart", "a time", periodStart);
        periodEnd = Check.present("periodEnd", "a time", periodEnd);
        at = Check.present("at", "a time", at);
    }
}
