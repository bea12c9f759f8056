package io.afterhours.scheduler.planning;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Nano-dollars as a person or a program reads them; halves are rounded up. */
public final class Dollars {
    private Dollars() {}

    /** In a sentence, to the cent: "$4.10". */
    public static String spoken(long nanos) {
        return "$" + rounded(nanos, 2);
    }

    /** As the value of a field, to the hundredth of a cent and without a sign: "4.1000". */
    public static String written(long nanos) {
        return rounded(nanos, 4);
    }

    private static String rounded(long nanos, int digits) {
        return BigDecimal.valueOf(nanos, 9)
                .setScale(digits, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
