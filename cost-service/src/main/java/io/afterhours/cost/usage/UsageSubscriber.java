package io.afterhours.cost.usage;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.foundation.nats.Refused;
import io.afterhours.foundation.quarantine.Quarantine;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes agents' usage off the bus, a batch in one transaction; a report that cannot be true is put aside, its neighbours count. */
@ApplicationScoped
public class UsageSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Quarantine quarantine;
    private final Bookkeeper bookkeeper;

    UsageSubscriber(Jdbi jdbi, Inbox inbox, Quarantine quarantine, Bookkeeper bookkeeper) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.quarantine = quarantine;
        this.bookkeeper = bookkeeper;
    }

    @Incoming("usage")
    @RunOnVirtualThread
    public void on(List<Delivery<UsageReported>> batch) {
        jdbi.useTransaction(tx -> {
            var fresh = inbox.fresh(tx, credible(tx, batch));
            bookkeeper.book(tx, fresh.stream().map(UsageSubscriber::report).toList());
        });
    }

    private List<Delivery<UsageReported>> credible(Handle tx, List<Delivery<UsageReported>> batch) {
        var credible = new ArrayList<Delivery<UsageReported>>(batch.size());
        for (var delivery : batch) {
            try {
                report(delivery);
                credible.add(delivery);
            } catch (InvalidEvent e) {
                quarantine.add(tx, Refused.of(delivery, String.valueOf(e.getMessage())));
            }
        }
        return credible;
    }

    private static Report report(Delivery<UsageReported> delivery) {
        return new Report(delivery.event(), delivery.publisher(), delivery.receivedAt(), delivery.sequence());
    }
}
