package io.afterhours.scheduler.estimate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much longer an attempt should run; never less than nothing, however late it is.
 *
 * <p>The estimate is taken as a log-logistic curve through its p50 and p90, because both its shares and what is left of them
 * once some time has passed are one line each: of the attempts that ran that long already, half and nine of ten end by then.
 * What the attempt says of itself counts by as much as it says is done: at 25 percent a quarter of the expected length is what its
 * own pace foretells, at 75 percent three quarters are, and its uncertainty shrinks alike.
 *
 * @param p50 half of such attempts end within
 * @param p90 nine of ten end within
 */
public record Remaining(Duration p50, Duration p90) {
    /** The 9 of the odds that nine of ten are. */
    private static final double LN_9 = Math.log(9);

    /** However sure an estimate is, nine of ten are at least so much above half. */
    private static final double LEAST_SPREAD = 1.05;

    /** An agent's "all done" is a claim; so much of the estimate still counts. */
    private static final double MOST_WEIGHT = 0.95;

    /** Below it, a pace is made of noise. */
    private static final double LEAST_PERCENT = 5;

    /**
     * What is left.
     *
     * @param elapsed how long it runs
     * @param progress what it last said of itself; absent when nothing
     */
    public static Remaining of(Estimate expected, Duration elapsed, @Nullable Progress progress) {
        return of(expected.minutesP50(), expected.minutesP90(), elapsed, progress);
    }

    /** The same where only the minutes of the estimate are known. */
    public static Remaining of(int minutesP50, int minutesP90, Duration elapsed, @Nullable Progress progress) {
        var p50 = 60.0 * Math.max(1, minutesP50);
        var spread = Math.max(LEAST_SPREAD, 60.0 * minutesP90 / p50);
        var seconds = Math.max(0, elapsed.toMillis() / 1000.0);
        if (progress != null
                && progress.percent() >= LEAST_PERCENT
                && progress.after().isPositive()) {
            var done = Math.min(1, progress.percent() / 100);
            var weight = Math.min(MOST_WEIGHT, done);
            var pace = progress.after().toMillis() / 1000.0 / done;
            p50 = Math.pow(p50, 1 - weight) * Math.pow(pace, weight);
            spread = Math.max(LEAST_SPREAD, Math.pow(spread, 1 - weight));
        }
        var shape = LN_9 / Math.log(spread);
        return new Remaining(left(p50, shape, seconds, 0.5), left(p50, shape, seconds, 0.9));
    }

    /**
     * With odds o = (elapsed / p50)^shape of having ended by now, a share u of those still running ends by
     * p50 · ((o + u) / (1 − u))^(1 / shape). Late attempts have odds beyond any number, so theirs are divided out.
     */
    private static Duration left(double p50, double shape, double elapsed, double share) {
        var odds = Math.pow(elapsed / p50, shape);
        var total = odds < 1
                ? p50 * Math.pow((odds + share) / (1 - share), 1 / shape)
                : elapsed * Math.pow((1 + share / odds) / (1 - share), 1 / shape);
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil(total - elapsed)));
    }
}
