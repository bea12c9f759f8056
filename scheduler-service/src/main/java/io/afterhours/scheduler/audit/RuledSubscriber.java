package io.afterhours.scheduler.audit;

import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes down what people change of the rules about money, which cost-service keeps. */
@ApplicationScoped
public class RuledSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Audit audit;

    RuledSubscriber(Jdbi jdbi, Inbox inbox, Audit audit) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.audit = audit;
    }

    @Incoming("ruled")
    @RunOnVirtualThread
    void on(List<Delivery<MoneyRuled>> batch) {
        jdbi.useTransaction(tx -> inbox.fresh(tx, batch).forEach(delivery -> note(tx, delivery.event())));
    }

    private void note(Handle tx, MoneyRuled ruled) {
        audit.note(tx, ruled.by(), ruled.what(), ruled.target(), ruled.why(), ruled.result());
    }
}
