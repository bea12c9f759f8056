package io.afterhours.cost.budget;

import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.total.TotalStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Shows the budgets as they stand now, summed afresh. */
@ApplicationScoped
public class BudgetView {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final BudgetStore budgets;
    private final TotalStore totals;
    private final ZoneId zone;

    BudgetView(BudgetStore budgets, TotalStore totals, ZoneId zone) {
        this.budgets = budgets;
        this.totals = totals;
        this.zone = zone;
    }

    /**
     * A budget.
     *
     * @param percent of the limit, to a tenth; absent where the limit is nothing
     */
    public record Item(
            Period name,
            Money limit,
            Money spent,
            @Nullable BigDecimal percent,
            BudgetState state,
            boolean hard,
            Instant periodStart,
            Instant periodEnd) {}

    Map<Period, Item> standing(Handle tx, Instant now) {
        var items = new EnumMap<Period, Item>(Period.class);
        budgets.list(tx).forEach(budget -> items.put(budget.period(), item(tx, budget, now)));
        return items;
    }

    private Item item(Handle tx, Budget budget, Instant now) {
        var span = budget.period().around(now, zone);
        var spent = totals.spent(tx, span);
        return new Item(
                budget.period(),
                budget.limit(),
                spent,
                percent(spent, budget.limit()),
                BudgetRules.state(spent, budget.limit()),
                budget.hard(),
                span.start(),
                span.end());
    }

    private static @Nullable BigDecimal percent(Money spent, Money limit) {
        return limit.nanos() == 0
                ? null
                : BigDecimal.valueOf(spent.nanos())
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(limit.nanos()), 1, RoundingMode.HALF_UP);
    }
}
