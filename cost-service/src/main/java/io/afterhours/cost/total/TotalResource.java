package io.afterhours.cost.total;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Shows what was spent, in tiles and tables. */
@Path("/api/costs")
@RunOnVirtualThread
public class TotalResource {
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_BUILDS = 500;

    private final Jdbi jdbi;
    private final TotalStore totals;
    private final InstantSource clock;
    private final ZoneId zone;

    TotalResource(Jdbi jdbi, TotalStore totals, InstantSource clock, ZoneId zone) {
        this.jdbi = jdbi;
        this.totals = totals;
        this.clock = clock;
        this.zone = zone;
    }

    /** A day's, week's or month's table; without a {@code by}, by model. */
    @GET
    @Path("/{period: today|day|week|month}")
    @Operation(operationId = "getCosts")
    public Table table(
            @PathParam("period") String period,
            @QueryParam("by") @Nullable String by,
            @QueryParam("limit") @DefaultValue("200") int limit) {
        var now = clock.instant();
        var grouping = By.of(by);
        var span = period(period).around(now, zone);
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, tx -> {
            var total = totals.sums(tx, span);
            var groups = totals.groups(tx, span, grouping, Math.clamp(limit, 1, MOST_ROWS));
            return Table.of(period, grouping, span, total, groups, now);
        });
    }

    private static Period period(String word) {
        return word.toLowerCase(Locale.ROOT).equals("today") ? Period.DAY : Period.of(word);
    }

    /** What builds have cost in all. */
    @GET
    @Path("/builds")
    @Operation(operationId = "getCostsOfBuilds")
    public Builds builds(@QueryParam("ids") @Nullable String ids) {
        var wanted = ids == null
                ? List.<String>of()
                : Stream.of(ids.split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .toList();
        if (wanted.isEmpty() || wanted.size() > MOST_BUILDS) {
            throw new InvalidEvent("ids", "1 to " + MOST_BUILDS + " ids of builds, separated by commas", ids);
        }
        return new Builds(jdbi.withHandle(handle -> totals.builds(handle, wanted)).stream()
                .map(group -> new BuildCost(
                        String.valueOf(group.key()),
                        group.sums().cost(),
                        group.sums().calls(),
                        group.sums().unknownCalls()))
                .toList());
    }

    /** The costs of builds; one without any report is missing. */
    public record Builds(List<BuildCost> items) {}

    /** What a build has cost in all; no cost: nothing is known of it. */
    public record BuildCost(String build, @Nullable Money cost, long calls, long unknownCalls) {}

    /**
     * A table of costs, the dearest first.
     *
     * @param total of the whole period, whatever the rows are
     * @param rest what the rows that are not shown come to; absent when all are shown, and by tag, where rows overlap
     */
    public record Table(
            String period,
            String by,
            Instant from,
            Instant to,
            @Nullable Money total,
            long calls,
            long unknownCalls,
            List<Row> rows,
            @Nullable Row rest,
            Instant asOf) {
        static Table of(String period, By by, Span span, Sums total, List<TotalStore.Group> groups, Instant now) {
            var shown = groups.stream().map(TotalStore.Group::sums).reduce(Sums.NONE, Sums::plus);
            var rest = total.minus(shown);
            return new Table(
                    period,
                    by.word(),
                    span.start(),
                    span.end(),
                    total.cost(),
                    total.calls(),
                    total.unknownCalls(),
                    groups.stream()
                            .map(group -> Row.of(group.key(), group.sums()))
                            .toList(),
                    by == By.TAG || rest.calls() == 0 ? null : Row.of(null, rest),
                    now);
        }
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
