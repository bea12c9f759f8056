package io.afterhours.cost.budget;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.total.TotalStore;
import io.afterhours.foundation.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Publishes how the budgets stand: when money was spent, a limit was set, a period turned, or the service started. */
@ApplicationScoped
public class BudgetKeeper {
    private static final Subject BUDGET = new Subject.OfCost("budget");
    private static final Subject CROSSED = new Subject.OfCost("crossed");

    private final Jdbi jdbi;
    private final BudgetStore budgets;
    private final TotalStore totals;
    private final Outbox outbox;
    private final InstantSource clock;
    private final ZoneId zone;

    BudgetKeeper(Jdbi jdbi, BudgetStore budgets, TotalStore totals, Outbox outbox, InstantSource clock, ZoneId zone) {
        this.jdbi = jdbi;
        this.budgets = budgets;
        this.totals = totals;
        this.outbox = outbox;
        this.clock = clock;
        this.zone = zone;
    }

    /** Publishes what moved, in the transaction that moved it. */
    public void keep(Handle tx) {
        keep(tx, false);
    }

    /** Publishes what moved by the passing of time. */
    void runOnce() {
        jdbi.useTransaction(tx -> keep(tx, false));
    }

    /** Publishes every budget, for listeners that were not there before. */
    void announce() {
        jdbi.useTransaction(tx -> keep(tx, true));
    }

    /** Sets a limit; what that makes of the budget is published with it. */
    void limit(Period period, Money limit, @Nullable String note) {
        var now = clock.instant();
        jdbi.useTransaction(tx -> {
            for (var budget : budgets.lock(tx)) {
                if (budget.period() == period && !budget.limit().equals(limit)) {
                    budgets.audit(tx, now, period, budget.limit(), limit, note);
                    keep(tx, budget.withLimit(limit), budget.limit(), now, false);
                }
            }
        });
    }

    private void keep(Handle tx, boolean anyway) {
        var now = clock.instant();
        for (var budget : budgets.lock(tx)) {
            keep(tx, budget, budget.limit(), now, anyway);
        }
    }

    private void keep(Handle tx, Budget budget, Money limitBefore, Instant now, boolean anyway) {
        var span = budget.period().around(now, zone);
        var spent = totals.spent(tx, span);
        switch (BudgetRules.decide(budget, limitBefore, spent, span, anyway)) {
            case BudgetDecision.Keep() -> {}
            case BudgetDecision.Publish(var after) -> publish(tx, after, span, now, BUDGET);
            case BudgetDecision.Warn(var after) -> {
                publish(tx, after, span, now, BUDGET);
                outbox.add(tx, CROSSED, changed(after, span, now));
            }
        }
    }

    private void publish(Handle tx, Budget budget, Span span, Instant now, Subject subject) {
        budgets.save(tx, budget);
        outbox.add(tx, subject, changed(budget, span, now));
    }

    private static BudgetChanged changed(Budget budget, Span span, Instant now) {
        return new BudgetChanged(
                budget.period().word(),
                budget.version(),
                budget.limit().nanos(),
                budget.spent().nanos(),
                budget.hard(),
                budget.state().word(),
                span.start(),
                span.end(),
                now);
    }
}
