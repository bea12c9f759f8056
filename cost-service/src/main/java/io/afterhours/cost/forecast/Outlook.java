package io.afterhours.cost.forecast;

/**
 * What a period will have cost when it ends, in nano-dollars: one in ten ends below p10, nine in ten below p90.
 *
 * @param queued how much of it is what builds that run and wait should cost by then
 */
record Outlook(long p10, long p50, long p90, long queued) {
    Outlook {
        if (p10 > p50 || p50 > p90) {
            throw new IllegalArgumentException("p10, p50 and p90 rise");
        }
    }

    /** How much of it is neither spent nor queued. */
    long usual(long spent) {
        return Math.max(0, p50 - spent - queued);
    }
}
