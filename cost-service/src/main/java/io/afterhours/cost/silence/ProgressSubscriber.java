package io.afterhours.cost.silence;

import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Hears how sessions stand. It keeps no inbox: the events carry absolute state and its time, and an older one changes nothing. */
@ApplicationScoped
public class ProgressSubscriber {
    private final Jdbi jdbi;
    private final SilenceKeeper keeper;

    ProgressSubscriber(Jdbi jdbi, SilenceKeeper keeper) {
        this.jdbi = jdbi;
        this.keeper = keeper;
    }

    @Incoming("progress")
    @RunOnVirtualThread
    public void on(List<Delivery<Record>> batch) {
        var said =
                batch.stream().flatMap(delivery -> sessions(delivery.event())).toList();
        jdbi.useTransaction(tx -> keeper.hear(tx, said));
    }

    private static Stream<ProgressChanged> sessions(Record event) {
        return switch (event) {
            case ProgressChanged one -> Stream.of(one);
            case SessionsChanged several -> several.sessions().stream();
            case AgentParked _ -> Stream.empty();
            default -> throw new IllegalArgumentException("no event of sessions: " + event.getClass());
        };
    }
}
