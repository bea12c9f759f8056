package io.afterhours.cost.total;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.foundation.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells the suite what sessions have cost so far. What is told is a sum, so that of many changes the last is enough: sessions that
 * change by the hundred are held back, and told of once in each round of the {@link ReportLoop}. What a crash makes it forget is
 * told at the next start.
 */
@ApplicationScoped
public class CostReporter {
    private static final Subject RECORDED = new Subject.OfCost("recorded");

    private final Jdbi jdbi;
    private final TotalStore totals;
    private final Outbox outbox;
    private final ReportConfig config;
    private final InstantSource clock;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private volatile Runnable onHeld = () -> {};

    CostReporter(Jdbi jdbi, TotalStore totals, Outbox outbox, ReportConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.totals = totals;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** One event for each of the sessions, in the caller's transaction; where they are many, after it. */
    public void report(Handle tx, Collection<String> sessions) {
        if (sessions.size() > config.atOnce()) {
            var later = List.copyOf(sessions);
            tx.afterCommit(() -> hold(later));
        } else if (!sessions.isEmpty()) {
            tell(tx, sessions);
        }
    }

    /** Tells of the sessions held back; says how many they were. */
    int reportHeld() {
        var sessions = new LinkedHashSet<>(held);
        if (sessions.isEmpty()) {
            return 0;
        }
        held.removeAll(sessions);
        try {
            jdbi.useTransaction(tx -> {
                totals.hold(tx, sessions);
                tell(tx, sessions);
            });
        } catch (RuntimeException e) {
            held.addAll(sessions);
            throw e;
        }
        return sessions.size();
    }

    /** Holds the sessions that an earlier life of this process may not have told of. */
    void holdLastBooked() {
        hold(jdbi.withHandle(totals::lastBooked));
    }

    /** Has something told that sessions are held. */
    void onHeld(Runnable action) {
        onHeld = action;
    }

    private void hold(Collection<String> sessions) {
        if (held.addAll(sessions)) {
            onHeld.run();
        }
    }

    private void tell(Handle tx, Collection<String> sessions) {
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
