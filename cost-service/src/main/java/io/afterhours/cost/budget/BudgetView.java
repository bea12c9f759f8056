package io.afterhours.cost.budget;

import io.afterhours.cost.budget.SpendingStore.Now;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.PriceBook;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Shows the budgets as they stand now, summed afresh. */
@ApplicationScoped
public class BudgetView {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final BudgetStore budgets;
    private final SpendingStore spending;
    private final PriceBook prices;
    private final ZoneId zone;

    BudgetView(BudgetStore budgets, SpendingStore spending, PriceBook prices, ZoneId zone) {
        this.budgets = budgets;
        this.spending = spending;
        this.prices = prices;
        this.zone = zone;
    }

    /**
     * A budget.
     *
     * @param scope whose cost it limits, one of agent, tag, model and build with its key; absent: everybody's
     * @param exempt what starts although it is spent, each one of agent, tag, build and priority with its key
     * @param percent of the limit, to a tenth; absent where the limit is nothing
     * @param periodEnd when it is empty again; absent where it is for good
     */
    public record Item(
            String name,
            Period period,
            @Nullable Map<String, String> scope,
            Money limit,
            Money spent,
            @Nullable BigDecimal percent,
            BudgetState state,
            boolean hard,
            List<Map<String, String>> exempt,
            Instant periodStart,
            @Nullable Instant periodEnd) {}

    /** All budgets by name: day, week and month first. */
    Map<String, Item> standing(Handle tx, Instant now) {
        return items(tx, budgets.list(tx), now);
    }

    /** Those for all that is spent. */
    public Map<String, Item> forAll(Handle tx, Instant now) {
        return items(tx, budgets.listForAll(tx), now);
    }

    private Map<String, Item> items(Handle tx, List<Budget> listed, Instant now) {
        var present = listed.stream()
                .map(each -> new Now(each, each.period().around(now, zone)))
                .toList();
        var spent = spending.spent(tx, present, prices.table()::canonical);
        var items = new LinkedHashMap<String, Item>();
        for (var each : present) {
            var name = each.budget().name();
            items.put(name, item(each, Objects.requireNonNull(spent.get(name))));
        }
        return items;
    }

    private static Item item(Now each, Money spent) {
        var budget = each.budget();
        var scope = budget.scope();
        return new Item(
                budget.name(),
                budget.period(),
                scope == null ? null : scope.spelled(),
                budget.limit(),
                spent,
                percent(spent, budget.limit()),
                BudgetRules.state(spent, budget.limit()),
                budget.hard(),
                budget.exempt().stream().map(Exemptions::spelled).toList(),
                each.span().start(),
                budget.period() == Period.ALWAYS ? null : each.span().end());
    }

    private static @Nullable BigDecimal percent(Money spent, Money limit) {
        return limit.nanos() == 0
                ? null
                : BigDecimal.valueOf(spent.nanos())
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(limit.nanos()), 1, RoundingMode.HALF_UP);
    }
}
