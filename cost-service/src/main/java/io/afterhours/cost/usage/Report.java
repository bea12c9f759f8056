package io.afterhours.cost.usage;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.ledger.Entry;
import io.afterhours.cost.price.PriceTable;
import io.afterhours.cost.price.PricingRules;
import io.afterhours.cost.price.Said;
import io.afterhours.cost.price.Tokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Usage as somebody reported it.
 *
 * @param agent who reported it
 * @param sequence its place in the stream; absent when it came over HTTP
 */
record Report(
        UsageReported usage,
        String agent,
        Instant receivedAt,
        @Nullable Long sequence) {
    /** Throws {@code InvalidEvent} when its time is none that can be true. */
    Report {
        Check.near("at", usage.at(), receivedAt);
    }

    /** Whether it says what the session used of the model in all. */
    boolean isSum() {
        return Boolean.TRUE.equals(usage.cumulative());
    }

    /** Whether it is of a turn that goes on, so that a later sum corrects it. */
    boolean isEstimated() {
        return "estimated".equals(usage.basis());
    }

    /** The entry for the ledger; a report that says no time happened when it was received. */
    Entry priced(PriceTable prices) {
        var stamped = Check.near("at", usage.at(), receivedAt);
        var at = stamped == null ? receivedAt : stamped;
        var tokens = new Tokens(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadTokens(),
                usage.cacheWriteTokens(),
                usage.cacheWrite1hTokens());
        var said = new Said(usage.costUsd(), usage.basis(), usage.serviceTier());
        return new Entry(
                at,
                receivedAt,
                agent,
                usage.session(),
                usage.build(),
                usage.model(),
                usage.task(),
                tokens,
                said,
                PricingRules.price(prices, usage.model(), tokens, said, at),
                sequence);
    }
}
