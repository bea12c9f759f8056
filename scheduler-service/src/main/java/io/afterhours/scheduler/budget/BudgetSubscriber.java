package io.afterhours.scheduler.budget;

import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Takes what cost-service says of budgets. */
@ApplicationScoped
public class BudgetSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final BudgetKeeper keeper;
    private final Reservations reservations;
    private final PlanningWake planning;

    BudgetSubscriber(Jdbi jdbi, Inbox inbox, BudgetKeeper keeper, Reservations reservations, PlanningWake planning) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.keeper = keeper;
        this.reservations = reservations;
        this.planning = planning;
    }

    @Incoming("budget")
    @RunOnVirtualThread
    void on(List<Delivery<BudgetChanged>> batch) {
        jdbi.useTransaction(tx -> {
            reservations.hold(tx);
            var changed = false;
            for (var delivery : inbox.fresh(tx, batch)) {
                changed |= keeper.keep(tx, delivery.event(), delivery.name().equals("crossed"));
            }
            if (changed) {
                reservations.count(tx);
                tx.afterCommit(planning::wake);
            }
        });
    }
}
