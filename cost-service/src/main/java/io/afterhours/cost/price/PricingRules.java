package io.afterhours.cost.price;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How usage becomes cost. */
public final class PricingRules {
    /** What a report says of itself when it sums several requests. */
    static final String AGGREGATE = "aggregate";

    /** What a report says of itself when the agent stated the cost. */
    static final String SELF_REPORTED = "self-reported";

    private PricingRules() {}

    /**
     * Prices one report, exactly: rates are decimals, tokens whole numbers, and their sum is rounded once, to the nearest
     * nano-dollar, a half up. A stated cost beats a computed one. The long-context tier is chosen by this request's whole prompt
     * and holds for the whole request; a report that says it is an aggregate has no such prompt and gets the base rates.
     *
     * @param stated what the report says it cost, in US dollars
     * @param said how the report says it came about
     * @param at when the tokens were used; the price in effect then counts, whatever is in effect when it is booked
     */
    public static Priced price(
            PriceTable table,
            String model,
            Tokens tokens,
            @Nullable BigDecimal stated,
            @Nullable String said,
            Instant at) {
        if (stated != null) {
            return new Priced(Money.of(stated), SELF_REPORTED.equals(said) ? Basis.SELF_REPORTED : Basis.REPORTED);
        }
        var price = table.find(model).flatMap(prices -> prices.at(at));
        if (price.isEmpty()) {
            return Priced.UNKNOWN;
        }
        var aggregate = AGGREGATE.equals(said);
        var rates = aggregate ? price.get() : price.get().forPrompt(tokens.prompt());
        return new Priced(cost(tokens, rates), aggregate ? Basis.AGGREGATE : Basis.COMPUTED);
    }

    private static Money cost(Tokens tokens, Rates rates) {
        var perMillion = of(tokens.input(), rates.input())
                .add(of(tokens.output(), rates.output()))
                .add(of(tokens.cacheRead(), rates.readRate()))
                .add(of(tokens.cacheWrite(), rates.writeRate()))
                .add(of(tokens.cacheWrite1h(), rates.write1hRate()));
        return Money.of(perMillion.movePointLeft(6));
    }

    private static BigDecimal of(long tokens, BigDecimal rate) {
        return BigDecimal.valueOf(tokens).multiply(rate);
    }
}
