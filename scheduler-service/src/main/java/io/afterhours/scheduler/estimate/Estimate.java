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
public record Estimate(int minutesP50, int minutesP90, long costP50, long costP90, String source) {}
