package io.afterhours.cost.price;

import org.jspecify.annotations.Nullable;

/**
 * What a report costs.
 *
 * @param cost absent exactly when it is unknown
 * @param cacheSaving what its cache reads would have cost more as input
 * @param covered what it is worth by the price list where a subscription covers it
 */
public record Priced(@Nullable Money cost, Basis basis, Money cacheSaving, Money covered) {
    public static final Priced UNKNOWN = new Priced(null, Basis.UNKNOWN);

    public Priced {
        if ((cost == null) != (basis == Basis.UNKNOWN)) {
            throw new IllegalArgumentException("a cost is known unless its basis is unknown");
        }
    }

    /** A cost with nothing beside it. */
    public Priced(@Nullable Money cost, Basis basis) {
        this(cost, basis, Money.ZERO, Money.ZERO);
    }
}
