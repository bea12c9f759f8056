package io.afterhours.cost.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** How usage becomes cost. */
public final class PricingRules {
    private PricingRules() {}

    /**
     * Prices one report, exactly: rates are decimals, tokens whole numbers, and their sum is rounded once, to the nearest
     * nano-dollar, a half up. A stated cost beats a computed one. The long-context tier is chosen by this request's whole prompt
     * and holds for the whole request; a report that says it is an aggregate or an estimate may be of several requests and gets the
     * base rates. What a subscription covers costs nothing, and is worth what it would have cost.
     *
     * @param at when the tokens were used; the price in effect then counts, whatever is in effect when it is booked
     */
    public static Priced price(PriceTable table, String model, Tokens tokens, Said said, Instant at) {
        var rates = rates(table, model, tokens, said, at);
        var saving = rates.map(each -> saving(tokens, each)).orElse(Money.ZERO);
        var stated = said.cost();
        if (said.isCovered()) {
            var worth = stated == null ? rates.map(each -> cost(tokens, each)).orElse(Money.ZERO) : Money.of(stated);
            return new Priced(Money.ZERO, Basis.SUBSCRIPTION, Money.ZERO, worth);
        }
        if (stated != null) {
            return new Priced(Money.of(stated), stated(said), saving, Money.ZERO);
        }
        var basis = computed(said);
        return rates.map(each -> new Priced(cost(tokens, each), basis, saving, Money.ZERO))
                .orElse(Priced.UNKNOWN);
    }

    private static Basis stated(Said said) {
        if (said.isEstimated()) {
            return Basis.ESTIMATED;
        }
        return said.isSelfReported() ? Basis.SELF_REPORTED : Basis.REPORTED;
    }

    private static Basis computed(Said said) {
        if (said.isEstimated()) {
            return Basis.ESTIMATED;
        }
        return said.isAggregate() ? Basis.AGGREGATE : Basis.COMPUTED;
    }

    /** The rates that hold for a report; nothing where its model has no price, or none for its service tier. */
    private static Optional<Rates> rates(PriceTable table, String model, Tokens tokens, Said said, Instant at) {
        return table.find(model)
                .flatMap(prices -> prices.at(at))
                .flatMap(price -> price.at(said.tier()))
                .map(tariff -> said.mayBeOfSeveral() ? tariff : tariff.forPrompt(tokens.prompt()));
    }

    private static Money cost(Tokens tokens, Rates rates) {
        return perMillion(of(tokens.input(), rates.input())
                .add(of(tokens.output(), rates.output()))
                .add(of(tokens.cacheRead(), rates.readRate()))
                .add(of(tokens.cacheWrite(), rates.writeRate()))
                .add(of(tokens.cacheWrite1h(), rates.write1hRate())));
    }

    /** What the tokens read from a cache would have cost as input, less what they cost; what writing them cost is in the cost. */
    private static Money saving(Tokens tokens, Rates rates) {
        var less = rates.input().subtract(rates.readRate()).max(BigDecimal.ZERO);
        return perMillion(of(tokens.cacheRead(), less));
    }

    private static Money perMillion(BigDecimal dollars) {
        return Money.of(dollars.movePointLeft(6));
    }

    private static BigDecimal of(long tokens, BigDecimal rate) {
        return BigDecimal.valueOf(tokens).multiply(rate);
    }
}
