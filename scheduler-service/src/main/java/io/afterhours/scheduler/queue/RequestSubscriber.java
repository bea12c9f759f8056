package io.afterhours.scheduler.queue;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes builds that agents ask for; each waits for a person's consent. */
@ApplicationScoped
public class RequestSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Intake intake;

    RequestSubscriber(Jdbi jdbi, Inbox inbox, Intake intake) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.intake = intake;
    }

    @Incoming("request")
    @RunOnVirtualThread
    void on(List<Delivery<BuildRequested>> batch) {
        jdbi.useTransaction(tx -> inbox.take(tx, batch, delivery -> asked(tx, delivery))
                .forEach(delivery -> intake.takeFromAgent(tx, delivery.event(), delivery.publisher())));
    }

    private Delivery<BuildRequested> asked(Handle tx, Delivery<BuildRequested> delivery) {
        intake.check(tx, delivery.event());
        return delivery;
    }
}
