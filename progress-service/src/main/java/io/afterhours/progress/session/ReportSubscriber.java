package io.afterhours.progress.session;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.ProgressReported;
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

/**
 * Takes agents' progress off the bus, a batch in one transaction. What cannot be true, or is about another's session, goes into
 * quarantine before it counts as seen, so that it can be replayed; its neighbours count.
 */
@ApplicationScoped
public class ReportSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Quarantine quarantine;
    private final SessionKeeper keeper;

    ReportSubscriber(Jdbi jdbi, Inbox inbox, Quarantine quarantine, SessionKeeper keeper) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.quarantine = quarantine;
        this.keeper = keeper;
    }

    @Incoming("report")
    @RunOnVirtualThread
    public void on(List<Delivery<ProgressReported>> batch) {
        jdbi.useTransaction(tx -> {
            var fresh = inbox.fresh(tx, owned(tx, credible(tx, batch)));
            keeper.report(tx, fresh.stream().map(ReportSubscriber::report).toList());
        });
    }

    private List<Delivery<ProgressReported>> credible(Handle tx, List<Delivery<ProgressReported>> batch) {
        var credible = new ArrayList<Delivery<ProgressReported>>(batch.size());
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

    private List<Delivery<ProgressReported>> owned(Handle tx, List<Delivery<ProgressReported>> batch) {
        var refusals = keeper.claim(
                tx,
                batch.stream()
                        .map(delivery -> new SessionKeeper.Claim(
                                delivery.event().session(),
                                delivery.publisher(),
                                report(delivery).update().moment().at()))
                        .toList());
        var owned = new ArrayList<Delivery<ProgressReported>>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            var reason = refusals.of(i);
            if (reason == null) {
                owned.add(batch.get(i));
            } else {
                quarantine.add(tx, Refused.of(batch.get(i), reason));
            }
        }
        return owned;
    }

    private static Report report(Delivery<ProgressReported> delivery) {
        return new Report(
                delivery.event().session(),
                delivery.publisher(),
                Update.of(delivery.event(), delivery.receivedAt(), delivery.sequence()));
    }
}
