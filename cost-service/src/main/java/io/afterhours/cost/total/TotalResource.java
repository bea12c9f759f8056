package io.afterhours.cost.total;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.cost.price.Money;
import io.afterhours.foundation.http.PageLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows what was spent, as tables and as CSV. */
@Path("/api/costs")
@RunOnVirtualThread
public class TotalResource {
    private static final String CSV = "text/csv; charset=utf-8";
    private static final int USUAL_ROWS = 200;
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_LINES = 100_000;
    private static final int MOST_BUILDS = 500;

    private final Jdbi jdbi;
    private final Totals totals;
    private final TotalStore store;

    TotalResource(Jdbi jdbi, Totals totals, TotalStore store) {
        this.jdbi = jdbi;
        this.totals = totals;
        this.store = store;
    }

    /** A day's, week's or month's table; without a {@code by}, by model. */
    @GET
    @Path("/{period: today|day|week|month}")
    @Operation(operationId = "getCosts")
    public CostTable table(
            @PathParam("period") String period,
            @QueryParam("by") @Nullable String by,
            @QueryParam("limit") @Nullable String limit) {
        return totals.named(period, by, PageLimit.of(limit, USUAL_ROWS, MOST_ROWS));
    }

    /** The same with all its rows for a spreadsheet. */
    @GET
    @Path("/{period: today|day|week|month}/csv")
    @Produces(CSV)
    @Operation(operationId = "getCostsAsCsv")
    public String csv(@PathParam("period") String period, @QueryParam("by") @Nullable String by) {
        return CsvRules.write(totals.named(period, by, MOST_LINES));
    }

    /** The table of any days, {@code from} and {@code to} among them; without a {@code to}, until today. */
    @GET
    @Path("/range")
    @Operation(operationId = "getCostsOfDays")
    public CostTable days(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("by") @Nullable String by,
            @QueryParam("limit") @Nullable String limit) {
        return totals.days(from, to, by, PageLimit.of(limit, USUAL_ROWS, MOST_ROWS));
    }

    /** The same with all its rows for a spreadsheet. */
    @GET
    @Path("/range/csv")
    @Produces(CSV)
    @Operation(operationId = "getCostsOfDaysAsCsv")
    public String csvOfDays(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("by") @Nullable String by) {
        return CsvRules.write(totals.days(from, to, by, MOST_LINES));
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
        return new Builds(jdbi.withHandle(handle -> store.builds(handle, wanted)).stream()
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
}
