package io.afterhours.cli.screen;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** US dollars as people read them. */
public final class Money {
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Money() {}

    /** Two decimals; what is more than nothing and less than a cent says so. */
    public static String of(BigDecimal dollars) {
        if (dollars.signum() > 0 && dollars.compareTo(CENT) < 0) {
            return "< $0.01";
        }
        var amount = dollars.abs().setScale(2, RoundingMode.HALF_UP).toPlainString();
        return (dollars.signum() < 0 ? "-$" : "$") + amount;
    }

    /** An unknown amount is unknown, never zero. */
    public static String of(Optional<BigDecimal> dollars) {
        return dollars.map(Money::of).orElse("unknown");
    }
}
