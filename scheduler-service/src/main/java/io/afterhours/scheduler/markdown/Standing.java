package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.scheduler.BuildState;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a build stands, as far as its item says so.
 *
 * @param minutes how long it should take
 * @param costNanos nano-dollars that it should cost, or has cost
 * @param spent whether the cost is what it has cost
 */
public record Standing(String id, BuildState state, int minutes, long costNanos, boolean spent) {
    Mark mark() {
        return Mark.of(state);
    }

    String eta() {
        int hours = minutes / 60;
        int rest = minutes % 60;
        return hours == 0 ? rest + "min" : rest == 0 ? hours + "h" : hours + "h " + rest + "min";
    }

    String cost() {
        var dollars = BigDecimal.valueOf(costNanos, 9).setScale(2, RoundingMode.HALF_UP);
        return (spent ? "$" : "~$") + dollars.toPlainString();
    }

    String comment() {
        return "<!-- " + id + " -->";
    }
}
