package io.afterhours.scheduler.budget;

import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.scheduler.dispatch.CapKeeper;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.planning.Dollars;
import io.afterhours.scheduler.queue.BuildId;
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
    private final CapKeeper caps;

    BudgetSubscriber(
            Jdbi jdbi,
            Inbox inbox,
            BudgetKeeper keeper,
            Reservations reservations,
            PlanningWake planning,
            CapKeeper caps) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.keeper = keeper;
        this.reservations = reservations;
        this.planning = planning;
        this.caps = caps;
    }

    @Incoming("budget")
    @RunOnVirtualThread
    void on(List<Delivery<BudgetChanged>> batch) {
        // Before the events count as taken: a second time it changes nothing.
        jdbi.withHandle(tx ->
                        keeper.spent(tx, batch.stream().map(Delivery::event).toList()))
                .forEach(this::stop);
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

    /** Stops the build that a budget is for. */
    private void stop(BudgetChanged spent) {
        BuildId.read(String.valueOf(spent.key()))
                .ifPresent(build -> caps.stop(
                        build,
                        "It has cost %s, and its budget %s is %s."
                                .formatted(
                                        Dollars.spoken(spent.spentNanos()),
                                        spent.name(),
                                        Dollars.spoken(spent.limitNanos()))));
    }
}
