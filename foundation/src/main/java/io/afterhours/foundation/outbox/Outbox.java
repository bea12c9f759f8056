package io.afterhours.foundation.outbox;

import io.afterhours.contracts.EventType;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.foundation.trace.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Events written in the transaction that makes them true; the {@link OutboxRelay} publishes them after its commit. */
@ApplicationScoped
public class Outbox {
    private final OutboxRelay relay;

    Outbox(OutboxRelay relay) {
        this.relay = relay;
    }

    /** An event and where it goes. */
    public record Outgoing(Subject subject, Record event) {}

    public void add(Handle tx, Subject subject, Record event) {
        add(tx, List.of(new Outgoing(subject, event)));
    }

    /** Writes the events in the caller's transaction, to be published in this order, as what follows from the current trace. */
    public void add(Handle tx, List<Outgoing> outgoing) {
        if (outgoing.isEmpty()) {
            return;
        }
        var subjects = new ArrayList<String>();
        var types = new ArrayList<String>();
        var payloads = new ArrayList<String>();
        for (var each : outgoing) {
            subjects.add(each.subject().toString());
            types.add(EventType.of(each.event().getClass()).ceType());
            payloads.add(new String(Json.write(each.event()), StandardCharsets.UTF_8));
        }
        OutboxStore.add(
                tx,
                subjects,
                types,
                payloads,
                Trace.current().map(Trace::header).orElse(null));
        tx.afterCommit(relay::wake);
    }
}
