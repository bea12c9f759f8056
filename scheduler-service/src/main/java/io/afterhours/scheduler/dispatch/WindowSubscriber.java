package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes what cost-service says of the windows of subscriptions. The event carries absolute state, and an older one changes nothing,
 * so that one that comes again needs no inbox.
 */
@ApplicationScoped
public class WindowSubscriber {
    private final Jdbi jdbi;
    private final WindowKeeper keeper;
    private final PlanningWake planning;

    WindowSubscriber(Jdbi jdbi, WindowKeeper keeper, PlanningWake planning) {
        this.jdbi = jdbi;
        this.keeper = keeper;
        this.planning = planning;
    }

    @Incoming("window")
    @RunOnVirtualThread
    void on(List<Delivery<WindowChanged>> batch) {
        jdbi.useTransaction(tx -> {
            batch.forEach(each -> keeper.keep(tx, each.event()));
            tx.afterCommit(planning::wake);
        });
    }
}
