package io.afterhours.cost.usage;

import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.attribution.AttributionStore;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
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
    private final AttributionStore attribution;
    private final Bookkeeper bookkeeper;

    UsageSubscriber(Jdbi jdbi, Inbox inbox, AttributionStore attribution, Bookkeeper bookkeeper) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.attribution = attribution;
        this.bookkeeper = bookkeeper;
    }

    @Incoming("usage")
    @RunOnVirtualThread
    public void on(List<Delivery<UsageReported>> batch) {
        jdbi.useTransaction(tx ->
                bookkeeper.book(tx, inbox.take(tx, batch, UsageSubscriber::report, reports -> foreign(tx, reports))));
    }

    /** What others report of a session would be spent in the name of its build, and could have it stopped. */
    private Inbox.Objections foreign(Handle tx, List<Report> reports) {
        var sessions = reports.stream().map(each -> each.usage().session()).collect(Collectors.toSet());
        var owners = attribution.owners(tx, sessions);
        return index -> {
            var report = reports.get(index);
            var session = report.usage().session();
            var owner = owners.get(session);
            return owner == null || owner.equals(report.agent())
                    ? null
                    : "session: expected a session of " + report.agent() + "'s own, was " + session
                            + ", which belongs to " + owner;
        };
    }

    private static Report report(Delivery<UsageReported> delivery) {
        return new Report(delivery.event(), delivery.publisher(), delivery.receivedAt(), delivery.sequence());
    }
}
