package io.afterhours.cost.budget;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.access.Person;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.cost.budget.BudgetKeeper.Deed;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows budgets, sets and removes them. */
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

    /**
     * A limit in US dollars, and why.
     *
     * @param period when it is empty again: {@code day}, {@code week}, {@code month} or {@code always}
     * @param scope whose cost it limits: one of {@code agent}, {@code tag}, {@code model} and {@code build}, with its key
     * @param hard whether nothing more starts once it is spent
     * @param exempt all that starts all the same: each one of {@code agent}, {@code tag}, {@code build} and {@code priority}, with its key
     */
    public record Limit(
            @Nullable BigDecimal limit,
            @Nullable Period period,
            @Nullable Map<String, String> scope,
            @Nullable Boolean hard,
            @Nullable List<Map<String, String>> exempt,
            @Nullable String note) {
        public Limit {
            limit = Check.money("limit", limit);
            exempt = exempt == null ? null : Check.list("exempt", exempt, BudgetChanged.MOST_EXEMPT);
            note = Check.optional("note", note, LONGEST_NOTE);
        }

        Wish of(String name) {
            if (limit == null) {
                throw nothing();
            }
            return new Wish(
                    name,
                    Money.of(limit),
                    period,
                    whose(),
                    hard,
                    exempt == null ? null : Exemptions.read(exempt),
                    note);
        }

        private @Nullable Scope whose() {
            if (scope == null) {
                return null;
            }
            if (scope.size() != 1) {
                throw new InvalidEvent("scope", "one of agent, tag, model and build, with its key", scope);
            }
            var only = scope.entrySet().iterator().next();
            return Scope.read(only.getKey(), only.getValue());
        }

        private static InvalidEvent nothing() {
            return new InvalidEvent("limit", "an amount in USD such as \"20.00\"", null);
        }
    }

    @GET
    @Operation(operationId = "listBudgets")
    public Budgets budgets() {
        return new Budgets(List.copyOf(standing().values()));
    }

    /** Sets a budget, also one that there was not. */
    @PUT
    @Path("/{name}")
    @Operation(operationId = "setBudget")
    public BudgetView.Item set(
            @PathParam("name") String name, @Nullable Limit limit, @HeaderParam(Person.HEADER) @Nullable String by) {
        if (limit == null) {
            throw Limit.nothing();
        }
        keeper.set(limit.of(name), Person.of(by));
        return Objects.requireNonNull(standing().get(name));
    }

    /** Lets something start although a budget is spent. */
    @PUT
    @Path("/{name}/exempt/{scope}/{key: .+}")
    @Operation(operationId = "exemptFromBudget")
    public BudgetView.Item exempt(
            @PathParam("name") String name,
            @PathParam("scope") String scope,
            @PathParam("key") String key,
            @QueryParam("note") @Nullable String note,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        return exemption(keeper::exempt, name, scope, key, deed(by, note));
    }

    /** Takes that back. */
    @DELETE
    @Path("/{name}/exempt/{scope}/{key: .+}")
    @Operation(operationId = "endExemptionFromBudget")
    public BudgetView.Item unexempt(
            @PathParam("name") String name,
            @PathParam("scope") String scope,
            @PathParam("key") String key,
            @QueryParam("note") @Nullable String note,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        return exemption(keeper::unexempt, name, scope, key, deed(by, note));
    }

    @FunctionalInterface
    private interface ExemptionChange {
        void make(String name, Exemption exemption, Deed deed);
    }

    private BudgetView.Item exemption(ExemptionChange change, String name, String scope, String key, Deed deed) {
        change.make(name, Exemptions.read("exempt", scope, key), deed);
        return Objects.requireNonNull(standing().get(name));
    }

    /** Removes a budget; the other ones are the answer. */
    @DELETE
    @Path("/{name}")
    @Operation(operationId = "removeBudget")
    public Budgets remove(
            @PathParam("name") String name,
            @QueryParam("note") @Nullable String note,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        keeper.remove(name, deed(by, note));
        return budgets();
    }

    private static Deed deed(@Nullable String by, @Nullable String note) {
        return new Deed(Person.of(by), Check.optional("note", note, LONGEST_NOTE));
    }

    private Map<String, BudgetView.Item> standing() {
        return jdbi.withHandle(handle -> view.standing(handle, clock.instant()));
    }
}
