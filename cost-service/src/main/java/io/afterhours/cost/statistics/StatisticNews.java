package io.afterhours.cost.statistics;

import io.afterhours.contracts.cost.ModelMeasured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published of models.
 *
 * @param moved how those stand that stand otherwise than was published
 * @param gone those of which every attempt is too old to count; they stand at nothing
 */
record StatisticNews(List<ModelMeasured> moved, List<ModelMeasured> gone) {
    /** Compares how models stand with what was published of them; attempts of which no model is known are nobody's. */
    static StatisticNews of(List<Statistic> standing, List<ModelMeasured> told, int days, Instant now) {
        var known = new HashSet<ModelMeasured>();
        told.forEach(each -> known.add(at(each, now)));
        var moved = new ArrayList<ModelMeasured>();
        var named = new HashSet<List<String>>();
        for (var each : standing) {
            var model = each.model();
            if (model != null) {
                named.add(List.of(model, each.kind()));
                var event = event(model, each, days, now);
                if (!known.contains(event)) {
                    moved.add(event);
                }
            }
        }
        var gone = told.stream()
                .filter(each -> !named.contains(List.of(each.model(), each.kind())))
                .map(each -> new ModelMeasured(each.model(), each.kind(), days, 0, 0, 0, 0, 0, 0, null, null, now))
                .toList();
        return new StatisticNews(List.copyOf(moved), gone);
    }

    Stream<ModelMeasured> all() {
        return Stream.concat(moved.stream(), gone.stream());
    }

    private static ModelMeasured event(String model, Statistic each, int days, Instant now) {
        return new ModelMeasured(
                model,
                each.kind(),
                days,
                each.builds(),
                each.succeeded(),
                each.failed(),
                each.interrupted(),
                each.cost().nanos(),
                each.unknownCalls(),
                millis(each.p50()),
                millis(each.p90()),
                now);
    }

    private static ModelMeasured at(ModelMeasured each, Instant now) {
        return new ModelMeasured(
                each.model(),
                each.kind(),
                each.days(),
                each.builds(),
                each.succeeded(),
                each.failed(),
                each.interrupted(),
                each.costNanos(),
                each.unknownCalls(),
                each.millisP50(),
                each.millisP90(),
                now);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
