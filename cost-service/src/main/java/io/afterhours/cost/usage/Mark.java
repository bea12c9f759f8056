package io.afterhours.cost.usage;

import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Tokens;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much of a session's growing sum of one model was booked.
 *
 * @param cost what it was booked at in US dollars, stated or by the price table, and what of it a subscription covers; absent when part
 *     of it has no price, so that differences of cost say nothing
 */
record Mark(Tokens tokens, @Nullable BigDecimal cost) {
    /** What a report adds to what was booked, and the mark after it. */
    record Step(UsageReported difference, Mark after) {
        /** Whether there is anything to book. */
        boolean isNothing() {
            var cost = difference.costUsd();
            return (cost == null || cost.signum() == 0) && tokens(difference).equals(Tokens.NONE);
        }

        /**
         * The mark once the price of the difference is known: what the sum states next is then corrected by it, instead of coming on
         * top.
         */
        Mark after(Mark before, Priced priced) {
            var booked = before.cost();
            var cost = priced.cost();
            return difference.costUsd() != null || booked == null || cost == null
                    ? after
                    : new Mark(
                            after.tokens(),
                            booked.add(cost.plus(priced.covered()).toDollars()));
        }
    }

    /**
     * Books up to a session's sum. A sum that fell in some bucket, because the session began anew under its id, adds nothing
     * there.
     */
    Step upTo(UsageReported sum) {
        var said = sum.costUsd();
        var added = said == null || cost == null ? null : said.subtract(cost).max(BigDecimal.ZERO);
        var reached = added == null || cost == null ? null : cost.add(added);
        var more = tokens(sum).beyond(tokens);
        return new Step(
                new UsageReported(
                        sum.session(),
                        sum.model(),
                        more.input(),
                        more.output(),
                        more.cacheRead(),
                        more.cacheWrite(),
                        more.cacheWrite1h(),
                        added,
                        sum.basis() == null && added == null ? "aggregate" : sum.basis(),
                        sum.task(),
                        sum.build(),
                        sum.at(),
                        sum.serviceTier(),
                        null),
                new Mark(tokens.plus(more), reached));
    }

    private static Tokens tokens(UsageReported usage) {
        return new Tokens(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadTokens(),
                usage.cacheWriteTokens(),
                usage.cacheWrite1hTokens());
    }
}
