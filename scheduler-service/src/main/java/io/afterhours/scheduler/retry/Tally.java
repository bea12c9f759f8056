package io.afterhours.scheduler.retry;

/**
 * What is counted against a build.
 *
 * @param failures attempts that failed since a person last had it tried from the start
 * @param losses runners lost with it, in a row
 */
public record Tally(int failures, int losses) {
    public static final Tally NOTHING = new Tally(0, 0);

    Tally failed() {
        return new Tally(failures + 1, 0);
    }

    /** Ended without a failure of its own, by a runner that was there to say so. */
    Tally spared() {
        return new Tally(failures, 0);
    }

    Tally lost() {
        return new Tally(failures, losses + 1);
    }
}
