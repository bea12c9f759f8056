package io.afterhours.cost.budget;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.cost.period.Span;
import io.afterhours.foundation.outbox.Outbox;
import java.time.Instant;

/** What is published of budgets. */
final class BudgetNews {
    static final Subject BUDGET = new Subject.OfCost("budget");
    private static final Subject CROSSED = new Subject.OfCost("crossed");

    private BudgetNews() {}

    /** How a budget stands. */
    static Outbox.Outgoing of(Budget budget, Span span, Instant now) {
        return new Outbox.Outgoing(
                BUDGET, event(budget, budget.version(), budget.state().word(), span, now));
    }

    /** That a budget stands worse than before. */
    static Outbox.Outgoing crossed(Budget budget, Span span, Instant now) {
        return new Outbox.Outgoing(
                CROSSED, event(budget, budget.version(), budget.state().word(), span, now));
    }

    /** That a budget is no more. */
    static BudgetChanged removed(Budget budget, Span span, Instant now) {
        return event(budget, budget.version() + 1, "removed", span, now);
    }

    private static BudgetChanged event(Budget budget, long version, String state, Span span, Instant now) {
        var scope = budget.scope();
        return new BudgetChanged(
                budget.name(),
                version,
                budget.limit().nanos(),
                budget.spent().nanos(),
                budget.hard(),
                state,
                span.start(),
                span.end(),
                now,
                budget.period().word(),
                scope == null ? null : scope.kind().word(),
                scope == null ? null : scope.key(),
                budget.exempt());
    }
}
