package io.afterhours.cost.usage;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure of an export of metrics.
 *
 * @param attributes of the point, and of what it was measured on
 * @param amount tokens, or US dollars
 * @param cumulative whether it is the sum since {@code start}; else it is what came since the export before
 * @param start since when, in nanoseconds of the epoch
 * @param time until when
 */
record MetricPoint(
        String metric, Map<String, String> attributes, BigDecimal amount, boolean cumulative, long start, long time) {
    static final String TOKENS = "claude_code.token.usage";
    static final String COST = "claude_code.cost.usage";

    MetricPoint {
        attributes = Map.copyOf(attributes);
    }

    static boolean isKnown(String metric) {
        return metric.equals(TOKENS) || metric.equals(COST);
    }

    /** Absent where it is not said, or empty. */
    @Nullable String said(String attribute) {
        var value = attributes.get(attribute);
        return value == null || value.isEmpty() ? null : value;
    }
}
