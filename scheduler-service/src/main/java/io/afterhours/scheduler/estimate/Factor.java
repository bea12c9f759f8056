package io.afterhours.scheduler.estimate;

import java.util.List;

/**
 * What the table is multiplied with, learned from the first few cases: their mean as a factor, drawn towards 1 as if five more
 * cases had gone exactly as the table says, so that one odd build moves it little and nine move it much.
 *
 * @param cases how many it was learned from
 */
public record Factor(int cases, double value) {
    static final Factor NONE = new Factor(0, 1);

    private static final int CASES_OF_THE_TABLE = 5;

    /** No single case counts for more than a factor of twenty either way. */
    private static final double MOST = Math.log(20);

    /** From how often the table's value each case was. */
    static Factor of(List<Double> ratios) {
        var sum = ratios.stream()
                .mapToDouble(each -> Math.clamp(Math.log(each), -MOST, MOST))
                .sum();
        return ratios.isEmpty()
                ? NONE
                : new Factor(ratios.size(), Math.exp(sum / (ratios.size() + CASES_OF_THE_TABLE)));
    }
}
