package io.afterhours.cost.price;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model's prices as they were written down once.
 *
 * @param version rises by one with every change of the model's prices
 * @param by who changed them
 * @param note why, in their words
 */
public record PriceVersion(
        ModelPrices prices,
        long version,
        Instant at,
        String by,
        Origin origin,
        @Nullable String note) {}
