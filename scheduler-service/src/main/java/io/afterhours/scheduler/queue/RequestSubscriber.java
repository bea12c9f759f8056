package io.afterhours.scheduler.queue;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.foundation.nats.Refused;
import io.afterhours.foundation.quarantine.Quarantine;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Takes builds that agents ask for; each waits for a person's consent. */
@ApplicationScoped
public class RequestSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Intake intake;
    private final Quarantine quarantine;

    RequestSubscriber(Jdbi jdbi, Inbox inbox, Intake intake, Quarantine quarantine) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.intake = intake;
        this.quarantine = quarantine;
    }

    @Incoming("request")
    @RunOnVirtualThread
    void on(List<Delivery<BuildRequested>> batch) {
        jdbi.useTransaction(tx -> {
            for (var delivery : inbox.fresh(tx, batch)) {
                try {
                    intake.takeFromAgent(tx, delivery.event(), delivery.publisher());
                } catch (InvalidEvent e) {
                    quarantine.add(tx, Refused.of(delivery, String.valueOf(e.getMessage())));
                }
            }
        });
    }
}
