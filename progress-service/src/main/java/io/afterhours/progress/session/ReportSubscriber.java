package io.afterhours.progress.session;

import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes agents' progress off the bus, a batch in one transaction. What cannot be true, or is about another's session, goes into
 * quarantine before it counts as seen, so that it can be replayed; its neighbours count.
 *
 * <p>It has a thread of the system's, because somebody waits for what it does, and it waits for the database several times: on a virtual
 * thread it would come back each time when a carrier is free, of which there are as many as cores.
 */
@ApplicationScoped
public class ReportSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final SessionKeeper keeper;

    ReportSubscriber(Jdbi jdbi, Inbox inbox, SessionKeeper keeper) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.keeper = keeper;
    }

    @Incoming("report")
    @Blocking(ordered = false)
    public void on(List<Delivery<ProgressReported>> batch) {
        jdbi.useTransaction(tx -> {
            var intake = keeper.intake(tx);
            intake.report(
                    inbox.take(tx, batch, ReportSubscriber::report, reports -> intake.claim(reports)::of),
                    batch.getFirst().parked());
        });
    }

    private static Report report(Delivery<ProgressReported> delivery) {
        return new Report(
                delivery.event().session(),
                delivery.publisher(),
                Update.of(delivery.event(), delivery.receivedAt(), delivery.sequence()));
    }
}
