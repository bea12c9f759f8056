package io.afterhours.cost.usage;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.afterhours.contracts.InvalidEvent;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP's metrics. The library's classes are loaded when the first of them comes: who sends none pays nothing for
 * them.
 */
final class OtlpReader {
    private OtlpReader() {}

    /**
     * The points of Claude Code's tokens and cost; all else that an export holds is left out.
     *
     * @throws InvalidEvent when it is no export of metrics
     */
    static List<MetricPoint> read(byte[] body, boolean json) {
        var points = new ArrayList<MetricPoint>();
        for (var resource : request(body, json).getResourceMetricsList()) {
            var common = attributes(resource.getResource().getAttributesList());
            for (var scope : resource.getScopeMetricsList()) {
                for (var metric : scope.getMetricsList()) {
                    if (MetricPoint.isKnown(metric.getName()) && metric.hasSum()) {
                        addPoints(points, metric, common);
                    }
                }
            }
        }
        return points;
    }

    private static ExportMetricsServiceRequest request(byte[] body, boolean json) {
        try {
            if (!json) {
                return ExportMetricsServiceRequest.parseFrom(body);
            }
            var request = ExportMetricsServiceRequest.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(new String(body, StandardCharsets.UTF_8), request);
            return request.build();
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidEvent("payload", "an OTLP export of metrics", e.getMessage());
        }
    }

    private static void addPoints(List<MetricPoint> points, Metric metric, Map<String, String> common) {
        var sum = metric.getSum();
        var cumulative = sum.getAggregationTemporality() == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
        for (var point : sum.getDataPointsList()) {
            var attributes = new HashMap<>(common);
            attributes.putAll(attributes(point.getAttributesList()));
            points.add(new MetricPoint(
                    metric.getName(),
                    attributes,
                    amount(point),
                    cumulative,
                    point.getStartTimeUnixNano(),
                    point.getTimeUnixNano()));
        }
    }

    private static BigDecimal amount(NumberDataPoint point) {
        if (!point.hasAsDouble()) {
            return BigDecimal.valueOf(point.getAsInt());
        }
        var value = point.getAsDouble();
        return Double.isFinite(value) ? BigDecimal.valueOf(value) : BigDecimal.ONE.negate();
    }

    private static Map<String, String> attributes(List<KeyValue> said) {
        var attributes = new HashMap<String, String>();
        said.forEach(each -> attributes.put(each.getKey(), each.getValue().getStringValue()));
        return attributes;
    }

    /** What the sender is told: nothing where all was taken. */
    static byte[] answer(int rejected, @Nullable String reason, boolean json) {
        var answer = ExportMetricsServiceResponse.newBuilder();
        if (rejected > 0) {
            answer.getPartialSuccessBuilder()
                    .setRejectedDataPoints(rejected)
                    .setErrorMessage(Objects.requireNonNullElse(reason, ""));
        }
        try {
            return json
                    ? JsonFormat.printer().print(answer).getBytes(StandardCharsets.UTF_8)
                    : answer.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
