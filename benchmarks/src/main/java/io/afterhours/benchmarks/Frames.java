package io.afterhours.benchmarks;

import java.time.Duration;
import java.util.List;

/** How long the frames of a page took, from one to the next. */
record Frames(long count, long slow) {
    private static final String COUNT = """
            ([millis, slow]) => new Promise((done) => {
              const begun = performance.now();
              let before = begun, count = 0, late = 0;
              requestAnimationFrame(function next(at) {
                if (count++ > 0 && at - before > slow) late++;
                before = at;
                if (at - begun < millis) requestAnimationFrame(next);
                else done([count, late]);
              });
            })""";

    /** Counts for a while; a frame is slow when it is longer than {@code slow} after the one before. */
    static Frames of(Tab tab, int millis, Duration slow) {
        if (tab.page().evaluate(COUNT, List.of(millis, Math.toIntExact(slow.toMillis()))) instanceof List<?> counted) {
            return new Frames(number(counted, 0), number(counted, 1));
        }
        throw new IllegalStateException("the page did not count its frames");
    }

    private static long number(List<?> counted, int at) {
        return ((Number) counted.get(at)).longValue();
    }

    /** In percent. */
    double slowShare() {
        return 100.0 * slow / Math.max(1, count);
    }
}
