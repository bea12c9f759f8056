package io.afterhours.scheduler.estimate;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What half and nine of ten cases stayed under.
 *
 * @param cases how many it was taken from
 * @param byEffort whether the two are per hour of effort
 */
public record Spread(int cases, boolean byEffort, double p50, double p90) {
    static final Spread NONE = new Spread(0, false, 0, 0);

    /** Effort explains something where values vary so much less per hour of effort than they do alone. */
    private static final double WORTH_IT = 0.9;

    private static final double SECONDS_PER_HOUR = 3600;

    /** Of these cases. */
    static Spread of(List<Outcome> cases, ToDoubleFunction<Outcome> value) {
        if (cases.isEmpty()) {
            return NONE;
        }
        var plain = cases.stream().map(value::applyAsDouble).toList();
        var perHour = cases.stream()
                .map(each -> value.applyAsDouble(each) / hours(each.effort()))
                .toList();
        var byEffort = variation(perHour) < WORTH_IT * variation(plain);
        var values = byEffort ? perHour : plain;
        return new Spread(cases.size(), byEffort, Quantile.of(values, 50), Quantile.of(values, 90));
    }

    /** The same for a build of that effort. */
    Spread of(Duration effort) {
        return byEffort ? new Spread(cases, false, p50 * hours(effort), p90 * hours(effort)) : this;
    }

    /** The mean distance from the median, measured in factors; zero where all are the same. */
    private static double variation(List<Double> values) {
        var logs = values.stream().map(each -> Math.log(Math.max(each, 1e-9))).toList();
        var middle = Quantile.of(logs, 50);
        return logs.stream()
                .mapToDouble(each -> Math.abs(each - middle))
                .average()
                .orElse(0);
    }

    private static double hours(Duration effort) {
        return effort.toSeconds() / SECONDS_PER_HOUR;
    }
}
