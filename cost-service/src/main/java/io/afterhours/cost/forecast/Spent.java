package io.afterhours.cost.forecast;

/**
 * What a day, or a part of one, has cost in nano-dollars.
 *
 * @param all everything
 * @param builds what the scheduler's builds were of it
 */
record Spent(long all, long builds) {
    static final Spent NOTHING = new Spent(0, 0);

    /** What was spent outside of builds. */
    long unqueued() {
        return Math.max(0, all - builds);
    }

    /** What came after an earlier part; sums that fell since then are none. */
    Spent since(Spent earlier) {
        return new Spent(Math.max(0, all - earlier.all), Math.max(0, builds - earlier.builds));
    }

    Spent times(double share) {
        return new Spent(Math.round(all * share), Math.round(builds * share));
    }
}
