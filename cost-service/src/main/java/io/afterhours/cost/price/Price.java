package io.afterhours.cost.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs from a date on.
 *
 * @param from in effect from its first instant in UTC; absent: since the model exists
 * @param longContext absent where long prompts cost the same
 */
public record Price(
        @Nullable LocalDate from,
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal cacheWrite1h,
        @Nullable LongContext longContext)
        implements Rates {

    boolean inEffect(Instant at) {
        return from == null || !at.isBefore(since());
    }

    Instant since() {
        return from == null ? Instant.MIN : from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Rates forPrompt(long tokens) {
        return longContext != null && tokens > longContext.above() ? longContext : this;
    }
}
