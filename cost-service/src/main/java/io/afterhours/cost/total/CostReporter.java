package io.afterhours.cost.total;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.foundation.time.Backlog;
import io.afterhours.foundation.time.Pace;
import io.afterhours.foundation.time.RoundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
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
 * change by the hundred are held back, and told of once in each round. What a crash makes it forget is
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
    private final Backlog backlog = new Backlog();
    private final RoundLoop loop;

    CostReporter(Jdbi jdbi, TotalStore totals, Outbox outbox, ReportConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.totals = totals;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
        this.loop = new RoundLoop("tell what sessions cost", this::holdLastBooked, this::reportHeld);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /**
     * {@link #report(Handle, Collection)} for sessions of which something was just taken off its stream.
     *
     * @param receivedAt when the stream got the newest of it; where that is a while ago, they are told of after the transaction
     */
    public void report(Handle tx, Collection<String> sessions, Instant receivedAt) {
        backlog.took(receivedAt, clock.instant());
        report(tx, sessions);
    }

    /** One event for each of the sessions, in the caller's transaction; where they are many, after it. */
    public void report(Handle tx, Collection<String> sessions) {
        if (sessions.size() > config.atOnce() || backlog.isThere(clock.instant())) {
            var later = List.copyOf(sessions);
            tx.afterCommit(() -> hold(later));
        } else if (!sessions.isEmpty()) {
            tell(tx, sessions);
        }
    }

    /** Tells of the sessions held back; says how long to wait before the next round. */
    private Duration reportHeld() {
        var sessions = new LinkedHashSet<>(held);
        held.removeAll(sessions);
        try {
            if (!sessions.isEmpty()) {
                jdbi.useTransaction(tx -> {
                    totals.hold(tx, sessions);
                    tell(tx, sessions);
                });
            }
        } catch (RuntimeException e) {
            held.addAll(sessions);
            throw e;
        }
        return backlog.round(Pace.of(sessions.size(), config.every(), config.atMost()), clock.instant());
    }

    /** Holds the sessions that an earlier life of this process may not have told of. */
    private void holdLastBooked() {
        hold(jdbi.withHandle(totals::lastBooked));
    }

    private void hold(Collection<String> sessions) {
        if (held.addAll(sessions)) {
            loop.wake();
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
