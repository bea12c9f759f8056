package io.afterhours.benchmarks;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the page of results.
 *
 * @param goal the most or the least it may be, as text: "≤ 25 ms"; absent when there is no goal
 * @param met whether the goal is met; absent when there is none
 * @param load the machine's load average of one minute when this measurement began
 */
record Figure(
        String what,
        String value,
        @Nullable String goal,
        @Nullable Boolean met,
        double load) {
    private static final long MEGABYTE = 1024 * 1024;

    static Figure seconds(String what, Duration value, @Nullable Duration goal, double load) {
        return of(what, seconds(value), goal == null ? null : seconds(goal), isWithin(value, goal), load);
    }

    static Figure millis(String what, Duration value, @Nullable Duration goal, double load) {
        return of(what, millis(value), goal == null ? null : goal.toMillis() + " ms", isWithin(value, goal), load);
    }

    static Figure megabytes(String what, long bytes, @Nullable Long goal, double load) {
        return of(
                what,
                megabytes(bytes),
                goal == null ? null : megabytes(goal),
                goal == null ? null : bytes <= goal,
                load);
    }

    static Figure kilobytes(String what, long bytes, @Nullable Long goal, double load) {
        return of(
                what,
                kilobytes(bytes),
                goal == null ? null : kilobytes(goal),
                goal == null ? null : bytes <= goal,
                load);
    }

    static Figure percent(String what, double value, @Nullable Double goal, double load) {
        return of(what, percent(value), goal == null ? null : percent(goal), goal == null ? null : value <= goal, load);
    }

    static Figure count(String what, long value, @Nullable Long goal, double load) {
        return of(
                what,
                Long.toString(value),
                goal == null ? null : Long.toString(goal),
                goal == null ? null : value <= goal,
                load);
    }

    /** So many a second, of which there should be no fewer than the goal. */
    static Figure rate(String what, double perSecond, double goal, double load) {
        return new Figure(what, rate(perSecond), "≥ " + rate(goal), perSecond >= goal, load);
    }

    /** So many a second, without a goal. */
    static Figure rate(String what, double perSecond, double load) {
        return new Figure(what, rate(perSecond), null, null, load);
    }

    /** What is said in words. */
    static Figure text(String what, String value, double load) {
        return new Figure(what, value, null, null, load);
    }

    /** One rate as a part of another, without a goal. */
    static Figure ratio(String what, double ratio, double load) {
        return new Figure(what, ratio(ratio), null, null, load);
    }

    /** One rate as a part of another, which should be no smaller than the goal. */
    static Figure ratio(String what, double ratio, double goal, double load) {
        return new Figure(what, ratio(ratio), "≥ " + ratio(goal), ratio >= goal, load);
    }

    /** One duration against another, which should be no more than so many times as long. */
    static Figure ratioAtMost(String what, double ratio, double goal, double load) {
        return of(what, ratio(ratio), ratio(goal), ratio <= goal, load);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static Figure of(String what, String value, @Nullable String most, @Nullable Boolean met, double load) {
        return new Figure(what, value, most == null ? null : "≤ " + most, met, load);
    }

    private static @Nullable Boolean isWithin(Duration value, @Nullable Duration goal) {
        return goal == null ? null : value.compareTo(goal) <= 0;
    }

    /** Whether a goal was missed. */
    boolean isMissed() {
        return Boolean.FALSE.equals(met);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private static String megabytes(long bytes) {
        return (bytes + MEGABYTE / 2) / MEGABYTE + " MB";
    }

    private static String kilobytes(long bytes) {
        return (bytes + 500) / 1_000 + " kB";
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f/s", perSecond);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }
}
