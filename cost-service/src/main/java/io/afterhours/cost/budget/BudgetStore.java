package io.afterhours.cost.budget;

import io.afterhours.contracts.cost.Exemption;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The table {@code budget}. */
@ApplicationScoped
public class BudgetStore {
    private static final String ALL = "removed_at is null";
    private static final String FOR_ALL = ALL + " and scope is null";
    private static final String FOR_SOME = ALL + " and scope is not null";

    /** All budgets, locked until the transaction ends: versions rise one by one, and who sums later sees more. */
    List<Budget> lock(Handle tx) {
        return list(tx, ALL, " for update");
    }

    /** Those that are for all that is spent, locked likewise. */
    List<Budget> lockForAll(Handle tx) {
        return list(tx, FOR_ALL, " for update");
    }

    /** Those that are for an agent, tag, model or build, locked likewise. */
    List<Budget> lockForSome(Handle tx) {
        return list(tx, FOR_SOME, " for update");
    }

    List<Budget> list(Handle tx) {
        return list(tx, ALL, "");
    }

    List<Budget> listForAll(Handle tx) {
        return list(tx, FOR_ALL, "");
    }

    /** Day, week and month first, then the others by name. */
    private static List<Budget> list(Handle tx, String which, String lock) {
        return tx
                .createQuery("select * from budget where " + which + " order by name" + lock)
                .map((rows, context) -> budget(rows))
                .stream()
                .sorted(Comparator.comparing((Budget each) -> each.scope() != null)
                        .thenComparing(each -> each.scope() == null ? each.period() : Period.DAY)
                        .thenComparing(Budget::name))
                .toList();
    }

    private static Budget budget(ResultSet rows) throws SQLException {
        var scope = rows.getString("scope");
        return new Budget(
                rows.getString("name"),
                Period.of(rows.getString("period")),
                scope == null ? null : new Scope(Scope.Kind.of(scope), rows.getString("key")),
                new Money(rows.getLong("limit_nanos")),
                rows.getBoolean("hard"),
                Stream.of((String[]) rows.getArray("exempt").getArray())
                        .map(Exemption::parse)
                        .toList(),
                rows.getLong("version"),
                rows.getObject("period_start", LocalDate.class),
                new Money(rows.getLong("spent_nanos")),
                BudgetState.of(rows.getString("state")));
    }

    /** The version of a budget of that name, also of a removed one; 0 where there never was any. */
    long version(Handle tx, String name) {
        return tx.createQuery("select coalesce(max(version), 0) from budget where name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .one();
    }

    /** Makes room for a budget under its name, or gives it another limit, scope, period, hardness or exemptions. */
    void put(Handle tx, Budget budget) {
        var scope = budget.scope();
        tx.createUpdate("""
                        insert into budget (name, period, scope, key, limit_nanos, hard, exempt, version)
                        values (:name, :period, :scope, :key, :limit, :hard, :exempt, :version)
                        on conflict (name) do update set period = excluded.period, scope = excluded.scope, key = excluded.key,
                            limit_nanos = excluded.limit_nanos, hard = excluded.hard, exempt = excluded.exempt,
                            removed_at = null""")
                .bind("name", budget.name())
                .bind("period", budget.period().word())
                .bind("scope", scope == null ? null : scope.kind().word())
                .bind("key", scope == null ? null : scope.key())
                .bind("limit", budget.limit().nanos())
                .bind("hard", budget.hard())
                .bind("exempt", ArrayOf.texts(budget.exempt(), Exemption::toString))
                .bind("version", budget.version())
                .execute();
    }

    /** Writes down how budgets were published. */
    void save(Handle tx, List<Budget> budgets) {
        tx.createUpdate("""
                        update budget set version = said.version, period_start = said.period_start,
                            spent_nanos = said.spent_nanos, state = said.state
                        from unnest(:name, :version, :periodStart::date[], :spent, :state)
                            as said (name, version, period_start, spent_nanos, state)
                        where budget.name = said.name""")
                .bind("name", ArrayOf.texts(budgets, Budget::name))
                .bind("version", ArrayOf.bigints(budgets, Budget::version))
                .bind(
                        "periodStart",
                        ArrayOf.texts(budgets, each -> each.periodStart().toString()))
                .bind("spent", ArrayOf.bigints(budgets, each -> each.spent().nanos()))
                .bind("state", ArrayOf.texts(budgets, each -> each.state().word()))
                .execute();
    }

    /** Takes a budget away; its row stays for the sake of its versions. */
    void remove(Handle tx, Budget budget, Instant at) {
        tx.createUpdate("update budget set removed_at = :at, version = :version where name = :name")
                .bind("name", budget.name())
                .bind("version", budget.version() + 1)
                .bind("at", at)
                .execute();
    }
}
