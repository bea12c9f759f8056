package io.afterhours.cost.usage;

import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes agents' usage off the bus, a batch in one transaction; a report that cannot be true, or is of a session that a runner reports, is
 * put aside, its neighbours count.
 */
@ApplicationScoped
public class UsageSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final ForeignReports foreign;
    private final Bookkeeper bookkeeper;

    UsageSubscriber(Jdbi jdbi, Inbox inbox, ForeignReports foreign, Bookkeeper bookkeeper) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.foreign = foreign;
        this.bookkeeper = bookkeeper;
    }

    @Incoming("usage")
    @RunOnVirtualThread
    public void on(List<Delivery<UsageReported>> batch) {
        jdbi.useTransaction(tx ->
                bookkeeper.book(tx, inbox.take(tx, batch, UsageSubscriber::report, reports -> foreign(tx, reports))));
    }

    private Inbox.Objections foreign(Handle tx, List<Report> reports) {
        var objections = foreign.among(tx, reports);
        return index -> objections.apply(reports.get(index));
    }

    private static Report report(Delivery<UsageReported> delivery) {
        return new Report(delivery.event(), delivery.publisher(), delivery.receivedAt(), delivery.sequence());
    }
}
