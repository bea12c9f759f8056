package io.afterhours.testkit;

import java.util.Arrays;
import java.util.Locale;

/** What a benchmark among the tests prints: rows of a table in Markdown, which its script picks out of the log. */
public final class Measured {
    private Measured() {}

    /**
     * Times something and prints its median and 99th percentile.
     *
     * @param warmUp runs before those that count
     */
    public static void times(String what, int warmUp, int runs, Runnable action) {
        var took = new long[runs];
        for (int i = -warmUp; i < runs; i++) {
            var begun = System.nanoTime();
            action.run();
            if (i >= 0) {
                took[i] = System.nanoTime() - begun;
            }
        }
        times(what, took);
    }

    /** Prints the median and the 99th percentile of nanoseconds, which are sorted. */
    public static void times(String what, long[] took) {
        Arrays.sort(took);
        row(
                what,
                String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms",
                        took[took.length / 2] / 1e6,
                        took[(int) (took.length * 0.99)] / 1e6));
    }

    /** Prints a row. */
    public static void row(String what, String figures) {
        System.out.println("MEASURED| " + what + " | " + figures + " |");
    }
}
