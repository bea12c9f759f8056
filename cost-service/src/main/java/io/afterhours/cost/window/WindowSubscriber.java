package io.afterhours.cost.window;

import io.afterhours.contracts.agent.WindowReported;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Takes off the bus what agents hear from their providers about windows. */
@ApplicationScoped
public class WindowSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final WindowKeeper keeper;

    WindowSubscriber(Jdbi jdbi, Inbox inbox, WindowKeeper keeper) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.keeper = keeper;
    }

    @Incoming("window")
    @RunOnVirtualThread
    public void on(List<Delivery<WindowReported>> batch) {
        jdbi.useTransaction(tx -> keeper.hear(
                tx, inbox.take(tx, batch, each -> Saying.of(each.event(), each.publisher(), each.receivedAt()))));
    }
}
