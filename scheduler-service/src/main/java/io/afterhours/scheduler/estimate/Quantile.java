package io.afterhours.scheduler.estimate;

import java.util.List;

/**
 * A value that a share of cases stays under, taken from cases that happened.
 *
 * <p>It is the k-th smallest of n, where k = ⌈(n + 1) · share⌉ and at most n. For the next case of the same sort this holds with
 * at least that probability whatever the distribution is (split conformal prediction); nine cases are the fewest for which it
 * does so for nine of ten. Between the cases nothing is interpolated, so that every estimate is one that happened.
 */
final class Quantile {
    private Quantile() {}

    /**
     * The value.
     *
     * @param values at least one, in any order
     * @param percent how many of a hundred are to stay under it
     */
    static double of(List<Double> values, int percent) {
        var sorted = values.stream().sorted().toList();
        int n = sorted.size();
        int k = Math.ceilDiv((n + 1) * percent, 100);
        return sorted.get(Math.clamp(k, 1, n) - 1);
    }
}
