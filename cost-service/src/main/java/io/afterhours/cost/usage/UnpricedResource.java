package io.afterhours.cost.usage;

import io.afterhours.contracts.Check;
import io.afterhours.cost.ledger.LedgerStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows which models have usage of unknown cost, and prices it when asked to. */
@Path("/api/prices/unpriced")
@RunOnVirtualThread
public class UnpricedResource {
    private final Jdbi jdbi;
    private final LedgerStore ledger;
    private final LatePricer pricer;

    UnpricedResource(Jdbi jdbi, LedgerStore ledger, LatePricer pricer) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.pricer = pricer;
    }

    /** Models with usage of unknown cost, the most reported first. */
    public record Unpriced(List<LedgerStore.Unpriced> items) {}

    /** Whose usage to price; absent: all there is. */
    public record Wanted(@Nullable String model) {
        public Wanted {
            model = Check.optional("model", model, Check.SHORT);
        }
    }

    @GET
    @Operation(operationId = "listUnpriced")
    public Unpriced unpriced() {
        return new Unpriced(jdbi.withHandle(ledger::unpricedModels));
    }

    /** Prices it at the prices in effect when it was used; what still has none stays unknown. */
    @POST
    @Operation(operationId = "fillPrices")
    public LatePricer.Filled fill(@Nullable Wanted wanted) {
        return pricer.fill(wanted == null ? null : wanted.model());
    }
}
