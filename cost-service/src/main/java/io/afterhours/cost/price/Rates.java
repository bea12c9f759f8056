package io.afterhours.cost.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** US dollars per million tokens of each bucket; the cache's rates are absent where the provider has none. */
sealed interface Rates permits Tariff, LongContext {
    BigDecimal input();

    BigDecimal output();

    @Nullable BigDecimal cacheRead();

    @Nullable BigDecimal cacheWrite();

    @Nullable BigDecimal cacheWrite1h();

    /** A cached prompt without a rate of its own is a prompt, never a discount that nobody promised. */
    default BigDecimal readRate() {
        var own = cacheRead();
        return own == null ? input() : own;
    }

    default BigDecimal writeRate() {
        var own = cacheWrite();
        return own == null ? input() : own;
    }

    default BigDecimal write1hRate() {
        var own = cacheWrite1h();
        return own == null ? writeRate() : own;
    }
}
