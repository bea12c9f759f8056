package io.afterhours.cost.usage;

import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.price.Tokens;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much of a session's growing sum of one model was booked.
 *
 * @param cost in US dollars; absent when part of it was booked without a stated cost, so that differences of cost say nothing
 */
record Mark(Tokens tokens, @Nullable BigDecimal cost) {
    /** What a report adds to what was booked, and the mark after it. */
    record Step(UsageReported difference, Mark after) {}

    /**
     * Books up to a session's sum. A sum that fell in some bucket, because the session began anew under its id, adds nothing
     * there.
     */
    Step upTo(UsageReported sum) {
        var said = sum.costUsd();
        var added = said == null || cost == null ? null : said.subtract(cost).max(BigDecimal.ZERO);
        var reached = added == null || cost == null ? null : cost.add(added);
        var more = new Tokens(
                Math.max(0, sum.inputTokens() - tokens.input()),
                Math.max(0, sum.outputTokens() - tokens.output()),
                Math.max(0, sum.cacheReadTokens() - tokens.cacheRead()),
                Math.max(0, sum.cacheWriteTokens() - tokens.cacheWrite()),
                Math.max(0, sum.cacheWrite1hTokens() - tokens.cacheWrite1h()));
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
}
