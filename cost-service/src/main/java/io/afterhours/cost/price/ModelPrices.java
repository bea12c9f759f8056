package io.afterhours.cost.price;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model with all prices it ever had.
 *
 * @param aliases other names of it, in small letters; names with a date or a provider in front need none
 * @param prices oldest first
 */
public record ModelPrices(String model, String provider, List<String> aliases, List<Price> prices) {
    public ModelPrices {
        aliases = List.copyOf(aliases);
        prices = prices.stream().sorted(Comparator.comparing(Price::since)).toList();
        if (prices.isEmpty() || prices.stream().map(Price::since).distinct().count() < prices.size()) {
            throw new IllegalArgumentException(model + ": expected prices from different dates");
        }
    }

    /** The same with a price that takes the place of the one from the same day. */
    ModelPrices with(Price price) {
        var others = prices.stream().filter(each -> !each.since().equals(price.since()));
        return new ModelPrices(
                model,
                provider,
                aliases,
                Stream.concat(others, Stream.of(price)).toList());
    }

    /** The same prices under a name of their own. */
    ModelPrices under(String name) {
        return new ModelPrices(name, provider, List.of(), prices);
    }

    Optional<Price> at(Instant instant) {
        return prices.reversed().stream()
                .filter(price -> price.inEffect(instant))
                .findFirst();
    }
}
