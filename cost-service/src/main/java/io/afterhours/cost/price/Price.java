package io.afterhours.cost.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs from a date on.
 *
 * @param from in effect from its first instant in UTC; absent: since the model exists
 * @param longContext absent where long prompts cost the same
 * @param tiers what the service tiers other than the standard one cost, by the provider's word for them
 */
public record Price(
        @Nullable LocalDate from,
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal cacheWrite1h,
        @Nullable LongContext longContext,
        @Nullable Map<String, TierPrice> tiers)
        implements Tariff {
    /** What providers call the tier that their price list is for. */
    private static final Set<String> STANDARD = Set.of("standard", "default", "auto", "on_demand");

    public Price {
        input = Rates.written(input);
        output = Rates.written(output);
        cacheRead = Rates.plain(cacheRead);
        cacheWrite = Rates.plain(cacheWrite);
        cacheWrite1h = Rates.plain(cacheWrite1h);
        tiers = tiers == null || tiers.isEmpty() ? null : Map.copyOf(tiers);
    }

    static boolean isStandard(String tier) {
        return STANDARD.contains(tier.strip().toLowerCase(Locale.ROOT));
    }

    /** The same rates from another day on. */
    Price from(@Nullable LocalDate day) {
        return new Price(day, input, output, cacheRead, cacheWrite, cacheWrite1h, longContext, tiers);
    }

    boolean inEffect(Instant at) {
        return from == null || !at.isBefore(since());
    }

    Instant since() {
        return from == null ? Instant.MIN : from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The tariff of a service tier; nothing where the tier is neither the standard one nor listed, for its rates are not known. */
    Optional<Tariff> at(@Nullable String tier) {
        if (tier == null || isStandard(tier)) {
            return Optional.of(this);
        }
        return tiers == null
                ? Optional.empty()
                : Optional.ofNullable(tiers.get(tier.strip().toLowerCase(Locale.ROOT)));
    }
}
