package io.afterhours.cost.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs at a service tier other than the standard one, such as {@code batch} or {@code priority}.
 *
 * @param longContext absent where long prompts cost the same
 */
public record TierPrice(
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal cacheWrite1h,
        @Nullable LongContext longContext)
        implements Tariff {
    public TierPrice {
        input = Rates.written(input);
        output = Rates.written(output);
        cacheRead = Rates.plain(cacheRead);
        cacheWrite = Rates.plain(cacheWrite);
        cacheWrite1h = Rates.plain(cacheWrite1h);
    }
}
