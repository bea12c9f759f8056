package io.afterhours.scheduler.estimate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The table of product chapter 2.7: minutes by kind, and $0.02 a minute, less for simple and more for complex work.
 */
final class Table {
    private static final Map<String, Integer> MINUTES = Map.of(
            "landing-page", 30,
            "integration", 45,
            "dashboard", 60,
            "content", 20,
            "template", 40);
    private static final int OTHER_MINUTES = 35;

    /** How far nine of ten stay under, held against half of them: attempts vary by about this much until there is history. */
    private static final double SPREAD = 1.5;

    private static final double NANOS_PER_MINUTE = 20_000_000;

    private Table() {}

    /** The kinds that it has a line for. */
    static Set<String> kinds() {
        return new TreeSet<>(MINUTES.keySet());
    }

    static boolean knows(String kind) {
        return MINUTES.containsKey(kind);
    }

    /** What half of them stay under. */
    static int likely(String kind) {
        return MINUTES.getOrDefault(kind, OTHER_MINUTES);
    }

    /** What nine of ten stay under. */
    static int atMost(String kind) {
        return (int) (SPREAD * likely(kind));
    }

    /** What so much work should cost, nano-dollars. */
    static double price(double minutes, Duration effort) {
        return NANOS_PER_MINUTE * minutes * Complexity.of(effort).factor();
    }

    static Factor minutesFactor(String kind, List<Outcome> outcomes) {
        return Factor.of(
                outcomes.stream().map(each -> minutes(each) / likely(kind)).toList());
    }

    static Factor priceFactor(List<Outcome> outcomes) {
        return Factor.of(outcomes.stream()
                .flatMap(each -> {
                    var nanos = each.costNanos();
                    return nanos == null ? Stream.empty() : Stream.of(nanos / price(minutes(each), each.effort()));
                })
                .toList());
    }

    private static double minutes(Outcome outcome) {
        return Math.max(outcome.took().toMillis(), 1) / 60_000.0;
    }
}
