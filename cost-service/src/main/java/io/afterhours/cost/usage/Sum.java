package io.afterhours.cost.usage;

import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.price.Tokens;
import java.math.BigDecimal;

/**
 * What was measured of a session and a model since a moment.
 *
 * @param cost in US dollars; zero where none was said
 */
record Sum(Tokens tokens, BigDecimal cost) {
    static final Sum NONE = new Sum(Tokens.NONE, BigDecimal.ZERO);

    Sum plus(Sum other) {
        return new Sum(tokens.plus(other.tokens), cost.add(other.cost));
    }

    /** What is here beyond the other, figure by figure and never below zero. */
    Sum beyond(Sum other) {
        return new Sum(tokens.beyond(other.tokens), cost.subtract(other.cost).max(BigDecimal.ZERO));
    }

    boolean isNothing() {
        return cost.signum() == 0 && tokens.equals(Tokens.NONE);
    }

    /** These figures in place of a report's own. */
    UsageReported in(UsageReported report) {
        return new UsageReported(
                report.session(),
                report.model(),
                tokens.input(),
                tokens.output(),
                tokens.cacheRead(),
                tokens.cacheWrite(),
                tokens.cacheWrite1h(),
                report.costUsd() == null ? null : cost,
                report.basis(),
                report.task(),
                report.build(),
                report.at());
    }
}
