package io.afterhours.cost.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** US dollars per million tokens of each bucket; the cache's rates are absent where the provider has none. */
sealed interface Rates permits Tariff, LongContext {
    /** More zeros than any rate has that may be written down. */
    int MOST_ZEROS = 9;

    /** A rate that must be there; its absence is told by who checks what was written. */
    @SuppressWarnings("NullAway")
    static BigDecimal written(BigDecimal rate) {
        return plain(rate);
    }

    /**
     * A rate without zeros at its end, so that equal rates are equal however they were written. One beyond all bounds stays as it is
     * until it is refused: {@code 1e9999999}, written out, keeps a processor busy for minutes.
     */
    @Nullable static BigDecimal plain(@Nullable BigDecimal rate) {
        if (rate == null) {
            return null;
        }
        var plain = rate.stripTrailingZeros();
        return plain.scale() < 0 && plain.scale() >= -MOST_ZEROS ? plain.setScale(0) : plain;
    }

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
