package io.afterhours.scheduler.budget;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;

/** What is reserved in each budget for attempts that run. */
@Path("/api/reservations")
@RunOnVirtualThread
public class ReservationResource {
    private static final int NANO_DIGITS = 9;

    private final Jdbi jdbi;
    private final BudgetStore budgets;

    ReservationResource(Jdbi jdbi, BudgetStore budgets) {
        this.jdbi = jdbi;
        this.budgets = budgets;
    }

    /** All budgets that the scheduler knows. */
    public record Listed(List<Item> items) {}

    /** What live attempts may still cost (p90) that is not counted as spent, in US dollars. */
    public record Item(String budget, BigDecimal reserved) {}

    @GET
    @Operation(operationId = "listReservations")
    public Listed list() {
        return new Listed(jdbi.withHandle(budgets::all).stream()
                .map(each -> new Item(each.name(), BigDecimal.valueOf(each.reservedNanos(), NANO_DIGITS)))
                .toList());
    }
}
