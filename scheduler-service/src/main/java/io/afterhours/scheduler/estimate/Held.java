package io.afterhours.scheduler.estimate;

/**
 * How often estimates were right.
 *
 * @param builds how many were graded
 * @param p50 how many of them stayed within their p50; half should
 * @param p90 how many of them stayed within their p90; nine of ten should
 */
public record Held(int builds, int p50, int p90) {}
