package io.afterhours.scheduler.audit;

import io.afterhours.contracts.RefusedSettled;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes down what people decided on messages in the quarantine of any service. */
@ApplicationScoped
public class SettledSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Audit audit;

    SettledSubscriber(Jdbi jdbi, Inbox inbox, Audit audit) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.audit = audit;
    }

    @Incoming("settled")
    @RunOnVirtualThread
    void on(List<Delivery<RefusedSettled>> batch) {
        jdbi.useTransaction(tx -> inbox.fresh(tx, batch).forEach(delivery -> note(tx, delivery.event())));
    }

    private void note(Handle tx, RefusedSettled settled) {
        audit.note(
                tx,
                settled.by(),
                settled.applied() ? "replay message" : "drop message",
                settled.service() + "/" + settled.id(),
                null,
                settled.subject() + (settled.applied() ? " was applied" : " is never applied"));
    }
}
