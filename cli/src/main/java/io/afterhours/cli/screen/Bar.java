package io.afterhours.cli.screen;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A share of a whole as a bar. */
public final class Bar {
    private static final int CELLS = 12;

    private Bar() {}

    /** Twelve cells; full only at 100 %, and never empty above 0. */
    public static String of(BigDecimal percent) {
        return "█".repeat(filled(percent)) + "░".repeat(CELLS - filled(percent));
    }

    /** In whole percent, e.g. {@code 62%}; rounded down, so that 100 % is said of what is done alone. */
    public static String percent(BigDecimal percent) {
        return percent.setScale(0, RoundingMode.DOWN) + "%";
    }

    /** Bar and percent. */
    public static String labelled(BigDecimal percent) {
        return of(percent) + " " + percent(percent);
    }

    private static int filled(BigDecimal percent) {
        double share = Math.clamp(percent.doubleValue(), 0, 100) / 100;
        return share >= 1 ? CELLS : share <= 0 ? 0 : Math.clamp((int) Math.floor(share * CELLS), 1, CELLS - 1);
    }
}
