package io.afterhours.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations that were measured, and what is said of them. */
record Samples(List<Duration> sorted) {
    Samples {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var copy = new ArrayList<>(sorted);
        Collections.sort(copy);
        sorted = List.copyOf(copy);
    }

    /** The smallest duration that at least so many of a hundred do not exceed. */
    Duration percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    /** How many times a percentile of others this one's is. */
    double against(Samples others, int percent) {
        return percentile(percent).toNanos()
                / (double) others.percentile(percent).toNanos();
    }

    Duration max() {
        return sorted.getLast();
    }

    int count() {
        return sorted.size();
    }
}
