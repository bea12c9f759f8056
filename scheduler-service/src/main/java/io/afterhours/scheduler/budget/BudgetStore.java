package io.afterhours.scheduler.budget;

import io.afterhours.contracts.ModelName;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.facts.Row;
import io.afterhours.scheduler.planning.Budget;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/** The table {@code budget}. */
@ApplicationScoped
public class BudgetStore {
    /** What is said of a budget that nobody keeps any more. */
    static final String REMOVED = "removed";

    /** Keeps what was said last; an older version never overwrites a newer one. Says whether anything changed. */
    public boolean keep(Handle tx, BudgetChanged changed) {
        return tx.createUpdate("""
                                insert into budget (name, version, limit_nanos, spent_nanos, hard, state, period_start, period_end,
                                  counted_at, period, scope, key, exempt, names)
                                values (:name, :version, :limit, :spent, :hard, :state, :start, :end, :at, :period, :scope, :key, :exempt,
                                  :names)
                                on conflict (name) do update set version = excluded.version,
                                  limit_nanos = excluded.limit_nanos, spent_nanos = excluded.spent_nanos, hard = excluded.hard,
                                  state = excluded.state, period_start = excluded.period_start, period_end = excluded.period_end,
                                  counted_at = excluded.counted_at, period = excluded.period, scope = excluded.scope, key = excluded.key,
                                  exempt = excluded.exempt, names = excluded.names
                                where budget.version < excluded.version""")
                        .bind("name", changed.name())
                        .bind("version", changed.version())
                        .bind("limit", changed.limitNanos())
                        .bind("spent", changed.spentNanos())
                        .bind("hard", changed.hard())
                        .bind("state", changed.state())
                        .bind("start", changed.periodStart())
                        .bind("end", changed.periodEnd())
                        .bind("at", changed.at())
                        .bind("period", changed.period())
                        .bind("scope", changed.scope())
                        .bind("key", changed.key())
                        .bind("exempt", ArrayOf.texts(changed.exempt(), Exemption::toString))
                        .bind("names", ArrayOf.texts(names(changed)))
                        .execute()
                > 0;
    }

    /** The names of a budget's model; of one that says none its own, without what tools put around it. */
    private static List<String> names(BudgetChanged changed) {
        var key = changed.key();
        return key != null && "model".equals(changed.scope()) && changed.names().isEmpty()
                ? List.of(ModelName.bare(key))
                : changed.names();
    }

    /** How a budget stands; nothing where nobody spoke of it yet. */
    Optional<Standing> standing(Handle tx, String name) {
        return tx.createQuery("select state, period_start, scope, key from budget where name = :name")
                .bind("name", name)
                .map((rows, context) -> new Standing(
                        rows.getString("state"),
                        Instants.of(rows, "period_start"),
                        rows.getString("scope"),
                        rows.getString("key")))
                .findOne();
    }

    /** The version that was kept of each of the budgets that are known, by name. */
    Map<String, Long> versions(Handle tx, Collection<String> names) {
        return tx.createQuery("select name, version from budget where name = any(:names)")
                .bind("names", ArrayOf.texts(names))
                .setMapKeyColumn("name")
                .setMapValueColumn("version")
                .collectInto(new GenericType<>() {});
    }

    public List<Budget> all(Handle tx) {
        return fact().read(tx);
    }

    /** The same, to be read together with other facts. */
    public Fact<List<Budget>> fact() {
        return Fact.of("""
                select name, spent_nanos, reserved_nanos, limit_nanos, hard, period_end, scope, key, exempt, names from budget
                where state <> 'removed' order by name""", rows -> rows.stream().map(BudgetStore::budget).toList());
    }

    private static Budget budget(Row row) {
        return new Budget(
                row.text("name"),
                row.number("spent_nanos"),
                row.number("reserved_nanos"),
                row.number("limit_nanos"),
                row.flag("hard"),
                row.instant("period_end"),
                row.textOrNull("scope"),
                row.textOrNull("key"),
                row.texts("exempt").stream().map(Exemption::parse).toList(),
                row.texts("names"));
    }
}
