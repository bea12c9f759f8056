package io.afterhours.scheduler.parked;

import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Takes what progress-service says of agents that send too much. */
@ApplicationScoped
public class ParkedSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final ParkedNotices notices;

    ParkedSubscriber(Jdbi jdbi, Inbox inbox, ParkedNotices notices) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.notices = notices;
    }

    @Incoming("parked")
    @RunOnVirtualThread
    void on(List<Delivery<AgentParked>> batch) {
        jdbi.useTransaction(tx -> inbox.fresh(tx, batch).forEach(delivery -> notices.tell(tx, delivery.event())));
    }
}
