package io.afterhours.cost.forecast;

/** What a period will have cost when it ends, in nano-dollars: one in ten ends below p10, nine in ten below p90. */
record Outlook(long p10, long p50, long p90) {
    Outlook {
        if (p10 > p50 || p50 > p90) {
            throw new IllegalArgumentException("p10, p50 and p90 rise");
        }
    }
}
