package io.afterhours.cost.budget;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows budgets and sets their limits. */
@Path("/api/budgets")
@RunOnVirtualThread
public class BudgetResource {
    private static final int LONGEST_NOTE = 500;

    private final Jdbi jdbi;
    private final BudgetKeeper keeper;
    private final BudgetView view;
    private final InstantSource clock;

    BudgetResource(Jdbi jdbi, BudgetKeeper keeper, BudgetView view, InstantSource clock) {
        this.jdbi = jdbi;
        this.keeper = keeper;
        this.view = view;
        this.clock = clock;
    }

    /** All budgets. */
    public record Budgets(List<BudgetView.Item> items) {}

    /** A limit in US dollars, and why. */
    public record Limit(
            @Nullable BigDecimal limit, @Nullable String note) {
        public Limit {
            limit = Check.money("limit", limit);
            note = Check.optional("note", note, LONGEST_NOTE);
        }
    }

    @GET
    @Operation(operationId = "listBudgets")
    public Budgets budgets() {
        return new Budgets(List.copyOf(standing().values()));
    }

    @PUT
    @Path("/{name}")
    @Operation(operationId = "setBudget")
    public BudgetView.Item limit(@PathParam("name") String name, @Nullable Limit limit) {
        var period = Period.of(name);
        var amount = limit == null ? null : limit.limit();
        if (limit == null || amount == null) {
            throw new InvalidEvent("limit", "an amount in USD such as \"20.00\"", null);
        }
        keeper.limit(period, Money.of(amount), limit.note());
        return Objects.requireNonNull(standing().get(period));
    }

    private Map<Period, BudgetView.Item> standing() {
        return jdbi.withHandle(handle -> view.standing(handle, clock.instant()));
    }
}
