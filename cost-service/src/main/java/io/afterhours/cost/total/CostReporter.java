package io.afterhours.cost.total;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.foundation.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Tells the suite what sessions have cost so far. */
@ApplicationScoped
public class CostReporter {
    private static final Subject RECORDED = new Subject.OfCost("recorded");

    private final TotalStore totals;
    private final Outbox outbox;
    private final InstantSource clock;

    CostReporter(TotalStore totals, Outbox outbox, InstantSource clock) {
        this.totals = totals;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** One event for each of the sessions that something was booked for, in the caller's transaction. */
    public void report(Handle tx, Collection<String> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        var now = clock.instant();
        List<Outbox.Outgoing> events = totals.sessions(tx, sessions).stream()
                .map(each -> new Outbox.Outgoing(
                        RECORDED,
                        new CostRecorded(
                                each.session(),
                                each.agent(),
                                each.build(),
                                each.nanos(),
                                each.buildNanos(),
                                each.unknownCalls(),
                                now)))
                .toList();
        outbox.add(tx, events);
    }
}
