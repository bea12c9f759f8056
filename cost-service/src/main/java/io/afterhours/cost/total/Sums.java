package io.afterhours.cost.total;

import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * What some reports come to.
 *
 * @param known the cost of those whose cost is known
 * @param unknownCalls how many of the calls have no known cost
 * @param cacheSaving what their cache reads would have cost more as input
 * @param covered what of them a subscription covered, by the price list; no money
 */
record Sums(long calls, long unknownCalls, Money known, Tokens tokens, Money cacheSaving, Money covered) {
    static final Sums NONE = new Sums(0, 0, Money.ZERO, new Tokens(0, 0, 0, 0, 0), Money.ZERO, Money.ZERO);

    /** Absent when there are calls and nothing is known of any. */
    @Nullable Money cost() {
        return calls > 0 && calls == unknownCalls ? null : known;
    }

    Sums plus(Sums other) {
        return with(other, 1);
    }

    Sums minus(Sums other) {
        return with(other, -1);
    }

    private Sums with(Sums other, int sign) {
        return new Sums(
                calls + sign * other.calls,
                unknownCalls + sign * other.unknownCalls,
                sum(known, other.known, sign),
                new Tokens(
                        tokens.input() + sign * other.tokens.input(),
                        tokens.output() + sign * other.tokens.output(),
                        tokens.cacheRead() + sign * other.tokens.cacheRead(),
                        tokens.cacheWrite() + sign * other.tokens.cacheWrite(),
                        tokens.cacheWrite1h() + sign * other.tokens.cacheWrite1h()),
                sum(cacheSaving, other.cacheSaving, sign),
                sum(covered, other.covered, sign));
    }

    private static Money sum(Money one, Money other, int sign) {
        return new Money(one.nanos() + sign * other.nanos());
    }
}
