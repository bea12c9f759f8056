package io.afterhours.cost.usage;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.UsageReported;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * @param since from when on it is the sum; absent where it is what came since the export before
     */
    record Measured(
            String key, UsageReported usage, @Nullable Long since) {}

    /** What an export holds, how many of its figures cannot be booked, and why the last of them. */
    record Export(
            List<Measured> reports, int rejected, @Nullable String reason) {}

    private record Group(String session, String model, boolean cumulative, long start, long time) {}

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
                // A sum is told apart by its beginning: a process that takes the session up again counts from nothing.
                var start = point.cumulative() ? point.start() : 0;
                groups.computeIfAbsent(
                                new Group(session, model, point.cumulative(), start, point.time()),
                                _ -> new ArrayList<>())
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
        var cost = points.stream()
                .filter(each -> each.metric().equals(MetricPoint.COST))
                .map(MetricPoint::amount)
                .reduce(BigDecimal::add)
                .orElse(null);
        var basis = points.getFirst().said("afterhours.basis");
        var usage = new UsageReported(
                SESSION_PREFIX + group.session(),
                group.model(),
                tokens(points, "input"),
                tokens(points, "output"),
                tokens(points, "cacheRead"),
                tokens(points, "cacheCreation"),
                0,
                cost,
                basis == null && cost == null ? "aggregate" : basis,
                points.getFirst().said("afterhours.task"),
                points.getFirst().said("afterhours.build"),
                Instant.ofEpochSecond(0, group.time()),
                null,
                group.cumulative() ? true : null);
        var key = "otlp/%s/%s/%d".formatted(group.session(), group.model(), group.time());
        return new Measured(key, usage, group.cumulative() ? group.start() : null);
    }

    private static long tokens(List<MetricPoint> points, String type) {
        return points.stream()
                .filter(each -> each.metric().equals(MetricPoint.TOKENS) && type.equals(each.said("type")))
                .map(MetricPoint::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(0, RoundingMode.HALF_UP)
                .min(TOO_MANY)
                .longValue();
    }
}
