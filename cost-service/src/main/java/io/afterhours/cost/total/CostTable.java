package io.afterhours.cost.total;

import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of costs, the dearest first.
 *
 * @param from the first instant
 * @param to the first instant that is no longer in it
 * @param lastDay the last day that is in it
 * @param zone whose days they are
 * @param total of all days, whatever the rows are
 * @param rest what the rows that are not shown come to; absent when all are shown, and by tag, where rows overlap
 */
public record CostTable(
        String period,
        String by,
        Instant from,
        Instant to,
        LocalDate firstDay,
        LocalDate lastDay,
        ZoneId zone,
        @Nullable Money total,
        long calls,
        long unknownCalls,
        Figures figures,
        List<Row> rows,
        @Nullable Row rest,
        Instant asOf) {
    static CostTable of(
            Range range, By by, ZoneId zone, Sums total, Figures figures, List<TotalStore.Group> groups, Instant now) {
        Span span = range.span();
        var rest = total.minus(groups.stream().map(TotalStore.Group::sums).reduce(Sums.NONE, Sums::plus));
        return new CostTable(
                range.word(),
                by.word(),
                span.start(),
                span.end(),
                span.from(),
                span.to().minusDays(1),
                zone,
                total.cost(),
                total.calls(),
                total.unknownCalls(),
                figures,
                groups.stream().map(group -> Row.of(group.key(), group.sums())).toList(),
                by == By.TAG || rest.calls() == 0 ? null : Row.of(null, rest),
                now);
    }

    /**
     * One row.
     *
     * @param key absent in the row of what belongs to none
     * @param cost absent when there are calls and none has a known cost
     */
    public record Row(
            @Nullable String key,
            @Nullable Money cost,
            long calls,
            long unknownCalls,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long cacheWrite1hTokens) {
        static Row of(@Nullable String key, Sums sums) {
            var tokens = sums.tokens();
            return new Row(
                    key,
                    sums.cost(),
                    sums.calls(),
                    sums.unknownCalls(),
                    tokens.input(),
                    tokens.output(),
                    tokens.cacheRead(),
                    tokens.cacheWrite(),
                    tokens.cacheWrite1h());
        }
    }
}
