package io.afterhours.scheduler.audit;

import io.afterhours.contracts.RefusedSettled;
import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes down what people did at other services: to the rules about money, and to messages in quarantine. */
@ApplicationScoped
public class DeedSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Audit audit;

    DeedSubscriber(Jdbi jdbi, Inbox inbox, Audit audit) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.audit = audit;
    }

    @Incoming("ruled")
    @RunOnVirtualThread
    void ruled(List<Delivery<MoneyRuled>> batch) {
        take(
                batch,
                (tx, ruled) -> audit.note(tx, ruled.by(), ruled.what(), ruled.target(), ruled.why(), ruled.result()));
    }

    @Incoming("settled")
    @RunOnVirtualThread
    void settled(List<Delivery<RefusedSettled>> batch) {
        take(
                batch,
                (tx, settled) -> audit.note(
                        tx,
                        settled.by(),
                        settled.applied() ? "replay message" : "drop message",
                        settled.service() + "/" + settled.id(),
                        null,
                        settled.subject() + (settled.applied() ? " was applied" : " is never applied")));
    }

    private <T> void take(List<Delivery<T>> batch, BiConsumer<Handle, T> note) {
        jdbi.useTransaction(tx -> inbox.fresh(tx, batch).forEach(delivery -> note.accept(tx, delivery.event())));
    }
}
