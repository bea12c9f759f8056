package io.afterhours.cost.budget;

import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.total.TotalStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Shows today, this week and this month against their budgets. */
@Path("/api/costs")
@RunOnVirtualThread
public class TileResource {
    private final Jdbi jdbi;
    private final BudgetView budgets;
    private final TotalStore totals;
    private final InstantSource clock;
    private final ZoneId zone;

    TileResource(Jdbi jdbi, BudgetView budgets, TotalStore totals, InstantSource clock, ZoneId zone) {
        this.jdbi = jdbi;
        this.budgets = budgets;
        this.totals = totals;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * The tiles.
     *
     * @param unknown this month's calls whose cost is not in the sums, because their model has no price
     */
    public record Tiles(Tile today, Tile week, Tile month, TotalStore.Unknown unknown, String zone) {}

    /** What is spent of a budget, as of when. */
    public record Tile(Money spent, Money budget, @Nullable BigDecimal percent, BudgetState state, Instant asOf) {}

    @GET
    @Operation(operationId = "getCostTiles")
    public Tiles tiles() {
        var now = clock.instant();
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, tx -> {
            var standing = budgets.forAll(tx, now);
            return new Tiles(
                    tile(standing, Period.DAY, now),
                    tile(standing, Period.WEEK, now),
                    tile(standing, Period.MONTH, now),
                    totals.unknown(tx, Period.MONTH.around(now, zone)),
                    zone.getId());
        });
    }

    private static Tile tile(Map<String, BudgetView.Item> standing, Period period, Instant now) {
        var item = Objects.requireNonNull(standing.get(period.word()));
        return new Tile(item.spent(), item.limit(), item.percent(), item.state(), now);
    }
}
