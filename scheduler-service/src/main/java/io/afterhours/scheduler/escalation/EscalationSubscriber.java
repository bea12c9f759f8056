package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Takes what agents need a person for. */
@ApplicationScoped
public class EscalationSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Escalations escalations;
    private final AskedQuestions questions;

    EscalationSubscriber(Jdbi jdbi, Inbox inbox, Escalations escalations, AskedQuestions questions) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.escalations = escalations;
        this.questions = questions;
    }

    @Incoming("escalation")
    @RunOnVirtualThread
    void on(List<Delivery<EscalationRequested>> batch) {
        jdbi.useTransaction(tx -> inbox.take(
                        tx, batch, delivery -> questions.read(tx, delivery.event(), delivery.publisher()))
                .forEach(question -> escalations.raise(tx, question)));
    }
}
