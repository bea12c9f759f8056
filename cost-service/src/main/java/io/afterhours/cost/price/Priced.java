package io.afterhours.cost.price;

import org.jspecify.annotations.Nullable;

/**
 * What a report costs.
 *
 * @param cost absent exactly when it is unknown
 */
public record Priced(@Nullable Money cost, Basis basis) {
    public static final Priced UNKNOWN = new Priced(null, Basis.UNKNOWN);

    public Priced {
        if ((cost == null) != (basis == Basis.UNKNOWN)) {
            throw new IllegalArgumentException("a cost is known unless its basis is unknown");
        }
    }
}
