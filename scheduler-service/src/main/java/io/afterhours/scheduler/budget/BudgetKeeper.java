package io.afterhours.scheduler.budget;

import io.afterhours.contracts.cost.BudgetChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Keeps how budgets stand, and has the person told what they must know of it. */
@ApplicationScoped
public class BudgetKeeper {
    private final BudgetStore store;
    private final BudgetNotices notices;

    BudgetKeeper(BudgetStore store, BudgetNotices notices) {
        this.store = store;
        this.notices = notices;
    }

    /**
     * Keeps what was said of a budget, unless something newer is known.
     *
     * @param crossed whether it is said because the budget stands worse than before
     * @return whether anything changed
     */
    public boolean keep(Handle tx, BudgetChanged budget, boolean crossed) {
        var before = store.standing(tx, budget.name());
        var changed = store.keep(tx, budget);
        if (changed) {
            before.ifPresent(stood -> notices.relieve(tx, budget, stood));
        }
        if (crossed
                && store.standing(tx, budget.name())
                        .filter(Standing.of(budget)::equals)
                        .isPresent()) {
            notices.raise(tx, budget);
        }
        return changed;
    }

    /**
     * Those of a batch that say of a build's own hard budget that it is spent, unless something newer is said in the batch or was
     * before: what was raised meanwhile stops nothing.
     */
    List<BudgetChanged> spent(Handle tx, List<BudgetChanged> said) {
        var newest = new LinkedHashMap<String, BudgetChanged>();
        said.forEach(
                each -> newest.merge(each.name(), each, (one, other) -> one.version() > other.version() ? one : other));
        var spent = newest.values().stream()
                .filter(each -> "build".equals(each.scope())
                        && each.hard()
                        && each.state().equals("critical"))
                .toList();
        if (spent.isEmpty()) {
            return List.of();
        }
        var known = store.versions(tx, spent.stream().map(BudgetChanged::name).toList());
        return spent.stream()
                .filter(each -> known.getOrDefault(each.name(), 0L) <= each.version())
                .toList();
    }
}
