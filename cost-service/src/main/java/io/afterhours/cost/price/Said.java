package io.afterhours.cost.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of its own price.
 *
 * @param cost in US dollars
 * @param basis how the report came about, in the publisher's words
 * @param tier the service tier that the provider charged, in the provider's words; absent where it was the standard one
 */
public record Said(
        @Nullable BigDecimal cost,
        @Nullable String basis,
        @Nullable String tier) {
    public static final Said NOTHING = new Said(null, null, null);

    private static final String AGGREGATE = "aggregate";
    private static final String SELF_REPORTED = "self-reported";
    private static final String ESTIMATED = "estimated";
    private static final String SUBSCRIPTION = "subscription";

    /** Whether it sums several requests. */
    boolean isAggregate() {
        return AGGREGATE.equals(basis);
    }

    /** Whether it may be of several requests, so that none of them can be told to be long. */
    boolean mayBeOfSeveral() {
        return isAggregate() || isEstimated();
    }

    /** Whether it is what could be read of a run that was ended, and no more than a lower bound. */
    boolean isEstimated() {
        return ESTIMATED.equals(basis);
    }

    /** Whether the agent, not the provider's tool, stated the cost. */
    boolean isSelfReported() {
        return SELF_REPORTED.equals(basis);
    }

    /** Whether a subscription covers it, so that no money was spent. */
    boolean isCovered() {
        return SUBSCRIPTION.equals(basis);
    }
}
