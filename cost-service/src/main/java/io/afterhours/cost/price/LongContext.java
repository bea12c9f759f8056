package io.afterhours.cost.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The rates of a request whose prompt is longer than a threshold; they hold for the whole request, not for the excess.
 *
 * @param above the longest prompt that is not yet long, in tokens
 */
public record LongContext(
        long above,
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal cacheWrite1h)
        implements Rates {
    public LongContext {
        input = Rates.written(input);
        output = Rates.written(output);
        cacheRead = Rates.plain(cacheRead);
        cacheWrite = Rates.plain(cacheWrite);
        cacheWrite1h = Rates.plain(cacheWrite1h);
    }
}
