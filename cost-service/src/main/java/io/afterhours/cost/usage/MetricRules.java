package io.afterhours.cost.usage;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.price.Tokens;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the figures of an export together to reports: what a session used of a model until one moment is one report. */
final class MetricRules {
    /** The hooks of Claude Code, among the examples, report under the same. */
    static final String SESSION_PREFIX = "claude-";

    /** The report refuses so many. */
    private static final BigDecimal TOO_MANY = BigDecimal.valueOf(Check.MOST_TOKENS + 1);

    private MetricRules() {}

    /**
     * A report.
     *
     * @param key the same for the same figures, however often they are sent
     * @param sums where they are sums, by when each began, in nanoseconds of the epoch; none where the report is what came since the
     *     export before
     */
    record Measured(String key, UsageReported usage, SortedMap<Long, Sum> sums) {}

    /** What an export holds, how many of its figures cannot be booked, and why the last of them. */
    record Export(
            List<Measured> reports, int rejected, @Nullable String reason) {}

    private record Group(String session, String model, boolean cumulative, long time) {}

    /** The session of a figure as Claude Code names it. */
    static @Nullable String session(MetricPoint point) {
        return point.said("session.id");
    }

    /**
     * The reports of an export.
     *
     * @param runners sessions, as Claude Code names them, whose usage the runner reports: theirs is left out
     */
    static Export reports(Collection<MetricPoint> points, Set<String> runners, Instant now) {
        var groups = new LinkedHashMap<Group, List<MetricPoint>>();
        var rejected = 0;
        @Nullable String reason = null;
        for (var point : points) {
            var session = session(point);
            var model = point.said("model");
            if (session == null || model == null) {
                rejected++;
                reason = point.metric() + " without session.id or model; set OTEL_METRICS_INCLUDE_SESSION_ID=true";
            } else if (!runners.contains(session)) {
                groups.computeIfAbsent(
                                new Group(session, model, point.cumulative(), point.time()), _ -> new ArrayList<>())
                        .add(point);
            }
        }
        var reports = new ArrayList<Measured>();
        for (var each : groups.entrySet()) {
            try {
                var measured = measured(each);
                Check.near("at", measured.usage().at(), now);
                reports.add(measured);
            } catch (InvalidEvent e) {
                rejected += each.getValue().size();
                reason = e.getMessage();
            }
        }
        return new Export(reports, rejected, reason);
    }

    private static Measured measured(Map.Entry<Group, List<MetricPoint>> entry) {
        var group = entry.getKey();
        var points = entry.getValue();
        boolean stated = points.stream().anyMatch(MetricRules::isCost);
        var all = sum(points);
        var basis = points.getFirst().said("afterhours.basis");
        var usage = new UsageReported(
                SESSION_PREFIX + group.session(),
                group.model(),
                all.tokens().input(),
                all.tokens().output(),
                all.tokens().cacheRead(),
                all.tokens().cacheWrite(),
                0,
                stated ? all.cost() : null,
                basis == null && !stated ? "aggregate" : basis,
                points.getFirst().said("afterhours.task"),
                points.getFirst().said("afterhours.build"),
                Instant.ofEpochSecond(0, group.time()),
                null,
                group.cumulative() ? true : null);
        var key = "otlp/%s/%s/%d".formatted(group.session(), group.model(), group.time());
        return new Measured(key, usage, group.cumulative() ? byBeginning(points) : Collections.emptySortedMap());
    }

    /** A sum is told apart by its beginning: each figure has one of its own, and a process that takes the session up again counts from nothing. */
    private static SortedMap<Long, Sum> byBeginning(List<MetricPoint> points) {
        return points.stream()
                .collect(Collectors.groupingBy(
                        MetricPoint::start,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), MetricRules::sum)));
    }

    private static Sum sum(List<MetricPoint> points) {
        var cost = points.stream()
                .filter(MetricRules::isCost)
                .map(MetricPoint::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var tokens = new Tokens(
                tokens(points, "input"),
                tokens(points, "output"),
                tokens(points, "cacheRead"),
                tokens(points, "cacheCreation"),
                0);
        return new Sum(tokens, cost);
    }

    private static boolean isCost(MetricPoint point) {
        return point.metric().equals(MetricPoint.COST);
    }

    private static long tokens(List<MetricPoint> points, String type) {
        return points.stream()
                .filter(each -> !isCost(each) && type.equals(each.said("type")))
                .map(MetricPoint::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(0, RoundingMode.HALF_UP)
                .min(TOO_MANY)
                .longValue();
    }
}
