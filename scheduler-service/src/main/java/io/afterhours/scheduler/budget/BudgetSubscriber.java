package io.afterhours.scheduler.budget;

import io.afterhours.contracts.Severity;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.planning.Dollars;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps what cost-service says of budgets; a budget that became critical is put before the person. */
@ApplicationScoped
public class BudgetSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final BudgetStore store;
    private final Reservations reservations;
    private final Escalations escalations;
    private final PlanningWake planning;

    BudgetSubscriber(
            Jdbi jdbi,
            Inbox inbox,
            BudgetStore store,
            Reservations reservations,
            Escalations escalations,
            PlanningWake planning) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.store = store;
        this.reservations = reservations;
        this.escalations = escalations;
        this.planning = planning;
    }

    @Incoming("budget")
    @RunOnVirtualThread
    void on(List<Delivery<BudgetChanged>> batch) {
        jdbi.useTransaction(tx -> {
            reservations.hold(tx);
            var changed = false;
            for (var delivery : inbox.fresh(tx, batch)) {
                if (delivery.name().equals("crossed")) {
                    warn(tx, delivery.event());
                }
                changed |= store.keep(tx, delivery.event());
            }
            if (changed) {
                reservations.count(tx);
                tx.afterCommit(planning::wake);
            }
        });
    }

    private void warn(Handle tx, BudgetChanged budget) {
        var critical = budget.state().equals("critical");
        escalations.raise(
                tx,
                Question.of(
                                "budget",
                                critical ? Severity.HIGH : Severity.MEDIUM,
                                "The budget of this " + budget.name() + (critical ? " is spent" : " is nearly spent"))
                        .asking(
                                Dollars.spoken(budget.spentNanos()) + " of " + Dollars.spoken(budget.limitNanos())
                                        + " are spent"
                                        + (critical && budget.hard()
                                                ? "; nothing new starts until it turns or is raised."
                                                : "."),
                                List.of("noted")));
    }
}
