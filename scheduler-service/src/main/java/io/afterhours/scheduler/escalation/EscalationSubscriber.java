package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes what agents need a person for. */
@ApplicationScoped
public class EscalationSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Escalations escalations;
    private final BuildStore builds;

    EscalationSubscriber(Jdbi jdbi, Inbox inbox, Escalations escalations, BuildStore builds) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.escalations = escalations;
        this.builds = builds;
    }

    @Incoming("escalation")
    @RunOnVirtualThread
    void on(List<Delivery<EscalationRequested>> batch) {
        jdbi.useTransaction(tx -> inbox.take(
                        tx, batch, delivery -> question(tx, delivery.event(), delivery.publisher()))
                .forEach(question -> escalations.raise(tx, question)));
    }

    private Question question(Handle tx, EscalationRequested asked, String agent) {
        return new Question(
                reserved(asked.kind()) ? "question" : asked.kind(),
                asked.severity(),
                asked.title(),
                asked.question(),
                asked.options(),
                asked.defaultOption(),
                asked.deadline(),
                build(tx, asked.build()),
                agent,
                asked.session(),
                asked.evidence());
    }

    /** Kinds whose answers the scheduler carries out are its own to raise. */
    private static boolean reserved(String kind) {
        return List.of("approval", "blocker", "failure", "retry", "budget", "safety")
                .contains(kind);
    }

    private @Nullable BuildId build(Handle tx, @Nullable String named) {
        if (named == null) {
            return null;
        }
        var id = BuildId.parse("build", named);
        if (builds.find(tx, id).isEmpty()) {
            throw new InvalidEvent("build", "the id of a build there is", named);
        }
        return id;
    }
}
