package io.afterhours.cost.budget;

import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code budget} and {@code budget_change}. */
@ApplicationScoped
public class BudgetStore {
    /** All budgets, locked until the transaction ends: versions rise one by one, and who sums later sees more. */
    List<Budget> lock(Handle tx) {
        return list(tx, "select * from budget order by name for update");
    }

    List<Budget> list(Handle tx) {
        return list(tx, "select * from budget order by name");
    }

    private static List<Budget> list(Handle tx, String sql) {
        return tx
                .createQuery(sql)
                .map((rows, context) -> new Budget(
                        Period.of(rows.getString("name")),
                        new Money(rows.getLong("limit_nanos")),
                        rows.getBoolean("hard"),
                        rows.getLong("version"),
                        rows.getObject("period_start", LocalDate.class),
                        new Money(rows.getLong("spent_nanos")),
                        BudgetState.of(rows.getString("state"))))
                .stream()
                .sorted(java.util.Comparator.comparing(Budget::period))
                .toList();
    }

    void save(Handle tx, Budget budget) {
        tx.createUpdate("""
                        update budget set limit_nanos = :limit, version = :version, period_start = :periodStart,
                            spent_nanos = :spent, state = :state
                        where name = :name""")
                .bind("name", budget.period().word())
                .bind("limit", budget.limit().nanos())
                .bind("version", budget.version())
                .bind("periodStart", budget.periodStart())
                .bind("spent", budget.spent().nanos())
                .bind("state", budget.state().word())
                .execute();
    }

    void audit(Handle tx, Instant at, Period period, Money before, Money after, @Nullable String note) {
        tx.createUpdate("""
                        insert into budget_change (at, name, old_limit_nanos, new_limit_nanos, note)
                        values (:at, :name, :before, :after, :note)""")
                .bind("at", at)
                .bind("name", period.word())
                .bind("before", before.nanos())
                .bind("after", after.nanos())
                .bind("note", note)
                .execute();
    }
}
