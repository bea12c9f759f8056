package io.afterhours.cost.forecast;

import java.util.Collection;

/**
 * What something may cost, in nano-dollars.
 *
 * @param mean what to expect
 * @param variance how far off that may be, squared
 */
record Guess(double mean, double variance) {
    static final Guess NOTHING = new Guess(0, 0);

    /** Where nothing is known but one figure, half of it is how far off it may be. */
    private static final double OFF_ALONE = 0.5;

    /** Of a normal distribution, one in ten is more than so many deviations above the mean. */
    private static final double TENTH = 1.2816;

    static Guess alone(double mean) {
        return new Guess(mean, Math.pow(mean * OFF_ALONE, 2));
    }

    /** What half and nine of ten cases stay under. */
    static Guess between(long p50, long p90) {
        return new Guess(p50, Math.pow(Math.max(0, p90 - p50) / TENTH, 2));
    }

    /** What earlier cases suggest. */
    static Guess of(Collection<Long> cases) {
        var mean = cases.stream().mapToLong(each -> each).average().orElse(0);
        if (cases.size() < 2) {
            return alone(mean);
        }
        var squares =
                cases.stream().mapToDouble(each -> Math.pow(each - mean, 2)).sum();
        return new Guess(mean, squares / (cases.size() - 1));
    }

    /** Two opinions of the same: halfway, and the further off the more they disagree. */
    Guess or(Guess other) {
        return new Guess(
                (mean + other.mean) / 2, (variance + other.variance) / 2 + Math.pow((mean - other.mean) / 2, 2));
    }

    /** Both, one beside the other. */
    Guess and(Guess other) {
        return new Guess(mean + other.mean, variance + other.variance);
    }

    /** A share of many things of this kind. */
    Guess times(double share) {
        return new Guess(mean * share, variance * share);
    }

    /** One in ten is more than so far above it, and one in ten more than so far below. */
    double tenth() {
        return TENTH * Math.sqrt(variance);
    }
}
