package io.afterhours.cost.ledger;

import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.foundation.http.PageLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows the ledger, newest first. */
@Path("/api/costs/ledger")
@RunOnVirtualThread
public class LedgerResource {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Jdbi jdbi;
    private final LedgerStore ledger;

    LedgerResource(Jdbi jdbi, LedgerStore ledger) {
        this.jdbi = jdbi;
        this.ledger = ledger;
    }

    /** A page of the ledger. */
    public record Page(List<Item> items, @Nullable String next) {}

    /** One row of the ledger. */
    public record Item(
            long id,
            Instant occurredAt,
            Instant receivedAt,
            String agent,
            String session,
            @Nullable String build,
            String model,
            @Nullable String task,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long cacheWrite1hTokens,
            @Nullable Money cost,
            Basis basis,
            @Nullable String serviceTier,
            Money cacheSaving,
            Money covered,
            LedgerStore.@Nullable Later later) {
        static Item of(LedgerStore.Row row) {
            var entry = row.entry();
            var tokens = entry.tokens();
            return new Item(
                    row.id(),
                    entry.occurredAt(),
                    entry.receivedAt(),
                    entry.agent(),
                    entry.session(),
                    entry.build(),
                    entry.model(),
                    entry.task(),
                    tokens.input(),
                    tokens.output(),
                    tokens.cacheRead(),
                    tokens.cacheWrite(),
                    tokens.cacheWrite1h(),
                    entry.priced().cost(),
                    entry.priced().basis(),
                    entry.said().tier(),
                    entry.priced().cacheSaving(),
                    entry.priced().covered(),
                    row.later());
        }
    }

    @GET
    @Operation(operationId = "listLedger")
    public Page page(@QueryParam("after") @Nullable Long after, @QueryParam("limit") @Nullable String limit) {
        var most = PageLimit.of(limit, USUAL, MOST);
        var rows = jdbi.withHandle(handle -> ledger.page(handle, after, most));
        var next = rows.size() < most ? null : Long.toString(rows.getLast().id());
        return new Page(rows.stream().map(Item::of).toList(), next);
    }
}
