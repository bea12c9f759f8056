package io.afterhours.cost.price;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An amount in US dollars, held in billionths; written on the wire as a decimal string such as {@code "0.42"}. */
public record Money(long nanos) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);
    private static final int NANO_DIGITS = 9;
    private static final int CENT_DIGITS = 2;

    /** Dollars to the nearest billionth; a half is rounded up. */
    public static Money of(BigDecimal dollars) {
        return new Money(dollars.setScale(NANO_DIGITS, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact());
    }

    /** Dollars, e.g. {@code dollars("20")}. */
    public static Money dollars(String dollars) {
        return of(new BigDecimal(dollars));
    }

    public BigDecimal toDollars() {
        return BigDecimal.valueOf(nanos, NANO_DIGITS);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(nanos, other.nanos));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(nanos, other.nanos));
    }

    /** All digits that are not zero, and at least the cents. */
    @Override
    @JsonValue
    public String toString() {
        var plain = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
        return (plain.scale() < CENT_DIGITS ? plain.setScale(CENT_DIGITS) : plain).toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(nanos, other.nanos);
    }
}
