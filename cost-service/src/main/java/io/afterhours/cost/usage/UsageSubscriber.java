package io.afterhours.cost.usage;

import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Takes agents' usage off the bus, a batch in one transaction; a report that cannot be true is put aside, its neighbours count. */
@ApplicationScoped
public class UsageSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Bookkeeper bookkeeper;

    UsageSubscriber(Jdbi jdbi, Inbox inbox, Bookkeeper bookkeeper) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.bookkeeper = bookkeeper;
    }

    @Incoming("usage")
    @RunOnVirtualThread
    public void on(List<Delivery<UsageReported>> batch) {
        jdbi.useTransaction(tx -> bookkeeper.book(tx, inbox.take(tx, batch, UsageSubscriber::report)));
    }

    private static Report report(Delivery<UsageReported> delivery) {
        return new Report(delivery.event(), delivery.publisher(), delivery.receivedAt(), delivery.sequence());
    }
}
