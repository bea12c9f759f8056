package io.afterhours.cost.price;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What prices somebody may write down. */
final class PriceRules {
    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9._:-]{0,79}");
    private static final Pattern TIER = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
    private static final BigDecimal DEAREST = new BigDecimal("100000");
    private static final int DIGITS = 9;
    private static final int MOST = 50;

    private PriceRules() {}

    /**
     * Throws {@code InvalidEvent} naming the field of a model's prices that cannot be true, or a name that another model has.
     *
     * @param table the prices in use
     */
    static void check(ModelPrices model, PriceTable table) {
        if (!MODEL.matcher(model.model()).matches()) {
            throw new InvalidEvent("model", "1 to 80 of a-z, 0-9 and . _ : -", model.model());
        }
        Check.id("provider", model.provider());
        names(model, table);
        for (int i = 0; i < model.prices().size(); i++) {
            price("prices[" + i + "]", model.prices().get(i));
        }
    }

    private static void names(ModelPrices model, PriceTable table) {
        if (model.aliases().size() > MOST) {
            throw new InvalidEvent(
                    "aliases", "at most " + MOST + " names", model.aliases().size() + " names");
        }
        var seen = new HashSet<String>(List.of(model.model()));
        owner(model, table, "model", model.model());
        for (var alias : model.aliases()) {
            Check.required("aliases", alias, Check.SHORT);
            owner(model, table, "aliases", alias);
            if (!seen.add(alias)) {
                throw new InvalidEvent("aliases", "names that differ from each other and from the model's", alias);
            }
        }
    }

    private static void owner(ModelPrices model, PriceTable table, String field, String name) {
        Optional<ModelPrices> owner = table.named(name);
        if (owner.filter(each -> !each.model().equals(model.model())).isPresent()) {
            throw new InvalidEvent(field, "a name that " + owner.get().model() + " does not have", name);
        }
    }

    private static void price(String field, Price price) {
        tariff(field, price);
        Map<String, TierPrice> tiers = price.tiers() == null ? Map.of() : price.tiers();
        tiers.forEach((tier, rates) -> {
            var at = field + ".tiers." + tier;
            if (!TIER.matcher(tier).matches() || Price.isStandard(tier)) {
                throw new InvalidEvent(at, "a service tier such as batch, flex or priority", tier);
            }
            tariff(at, rates);
        });
    }

    private static void tariff(String field, Tariff tariff) {
        rates(field, tariff);
        var longer = tariff.longContext();
        if (longer != null) {
            var at = field + ".longContext";
            if (longer.above() < 1 || longer.above() > Check.MOST_TOKENS) {
                throw new InvalidEvent(at + ".above", "a number from 1 to " + Check.MOST_TOKENS, longer.above());
            }
            rates(at, longer);
        }
    }

    private static void rates(String field, Rates rates) {
        rate(field + ".input", required(field + ".input", rates.input()));
        rate(field + ".output", required(field + ".output", rates.output()));
        rate(field + ".cacheRead", rates.cacheRead());
        rate(field + ".cacheWrite", rates.cacheWrite());
        rate(field + ".cacheWrite1h", rates.cacheWrite1h());
    }

    private static BigDecimal required(String field, @Nullable BigDecimal rate) {
        return Check.present(field, "US dollars per million tokens", rate);
    }

    private static void rate(String field, @Nullable BigDecimal rate) {
        if (rate != null
                && (rate.signum() < 0
                        || rate.compareTo(DEAREST) > 0
                        || rate.stripTrailingZeros().scale() > DIGITS)) {
            throw new InvalidEvent(
                    field,
                    "US dollars per million tokens from 0 to " + DEAREST + " with at most " + DIGITS + " decimals",
                    rate);
        }
    }
}
