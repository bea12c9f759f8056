package io.afterhours.cost.forecast;

import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Hears from the scheduler what the queue should cost. It keeps no inbox: the latest is all that counts. */
@ApplicationScoped
public class QueueSubscriber {
    private final Jdbi jdbi;
    private final QueueStore store;

    QueueSubscriber(Jdbi jdbi, QueueStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    @Incoming("queue")
    @RunOnVirtualThread
    public void on(List<Delivery<QueueExpected>> batch) {
        jdbi.useTransaction(tx -> store.put(tx, batch.getLast().event()));
    }
}
