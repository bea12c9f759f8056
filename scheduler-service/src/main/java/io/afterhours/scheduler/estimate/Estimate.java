package io.afterhours.scheduler.estimate;

/**
 * How long an attempt at a build should take and what it should cost.
 *
 * @param minutesP50 minutes that half of such builds stay under
 * @param minutesP90 minutes that nine of ten stay under
 * @param costP50 nano-dollars that half of such builds stay under
 * @param costP90 nano-dollars that nine of ten stay under
 * @param source where it comes from, e.g. {@code table}
 */
public record Estimate(int minutesP50, int minutesP90, long costP50, long costP90, String source) {
    private static final double WORTH_SAYING = 1.2;

    /** Whether another one says something else: one of the figures differs by more than a fifth. */
    public boolean differsFrom(Estimate other) {
        return apart(minutesP50, other.minutesP50)
                || apart(minutesP90, other.minutesP90)
                || apart(costP50, other.costP50)
                || apart(costP90, other.costP90);
    }

    private static boolean apart(long one, long other) {
        return Math.max(one, other) > WORTH_SAYING * Math.min(one, other);
    }
}
