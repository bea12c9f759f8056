package io.afterhours.progress.session;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.foundation.time.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Saves changed sessions and has the changes published: once per session and transaction, and no more often than the
 * configured interval, which grows with the number of sessions that change together. What comes sooner is held back here and
 * published when the interval is over; what a crash makes it forget is found at the next start.
 */
@ApplicationScoped
public class Announcer {
    private final Jdbi jdbi;
    private final SessionStore store;
    private final Outbox outbox;
    private final SessionConfig config;
    private final InstantSource clock;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private volatile Runnable onHeld = () -> {};

    Announcer(Jdbi jdbi, SessionStore store, Outbox outbox, SessionConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Saves what the admission changed and publishes what is due. */
    void save(Handle tx, Admission admission) {
        var now = clock.instant();
        var interval = interval(admission.changed().size());
        var saved = new ArrayList<Tracked>();
        var due = new ArrayList<Outbox.Outgoing>();
        var early = new ArrayList<String>();
        for (var id : admission.changed()) {
            var tracked = admission.tracked(id);
            if (tracked.session().agent() == null) {
                saved.add(tracked);
            } else if (SessionRules.isDue(admission.turnsNow(id), tracked.publishedAt(), now, interval)) {
                due.add(outgoing(
                        SessionRules.event(admission.signalsBefore(id), tracked.session()), tracked.session()));
                saved.add(tracked.published(now));
            } else {
                early.add(id);
                saved.add(tracked);
            }
        }
        if (!saved.isEmpty()) {
            store.save(tx, saved);
            outbox.add(tx, due);
            tx.afterCommit(() -> hold(early));
        }
    }

    /** Publishes those held back whose interval is over; says how many are left. */
    int publishHeld() {
        var ids = new LinkedHashSet<>(held);
        if (ids.isEmpty()) {
            return 0;
        }
        held.removeAll(ids);
        try {
            var early = jdbi.inTransaction(tx -> publish(tx, ids, clock.instant()));
            held.addAll(early);
        } catch (RuntimeException e) {
            held.addAll(ids);
            throw e;
        }
        return held.size();
    }

    private List<String> publish(Handle tx, Collection<String> ids, Instant now) {
        var interval = interval(ids.size());
        var saved = new ArrayList<Tracked>();
        var due = new ArrayList<Outbox.Outgoing>();
        var early = new ArrayList<String>();
        for (var tracked : store.lock(tx, ids)) {
            if (tracked.publishedVersion() == tracked.session().version()) {
                continue;
            }
            if (SessionRules.isDue(false, tracked.publishedAt(), now, interval)) {
                due.add(outgoing(tracked.session().ended() ? "ended" : "updated", tracked.session()));
                saved.add(tracked.published(now));
            } else {
                early.add(tracked.session().id());
            }
        }
        if (!saved.isEmpty()) {
            store.save(tx, saved);
            outbox.add(tx, due);
        }
        return early;
    }

    /** Holds what an earlier life of this process left unpublished. */
    void holdUnpublished() {
        hold(jdbi.withHandle(store::unpublished));
    }

    /** Has something told that sessions are held. */
    void onHeld(Runnable action) {
        onHeld = action;
    }

    private void hold(Collection<String> ids) {
        if (held.addAll(ids)) {
            onHeld.run();
        }
    }

    private Duration interval(int sessions) {
        return Pace.of(sessions, config.publishEvery(), config.publishAtMost());
    }

    private static Outbox.Outgoing outgoing(String event, Session session) {
        return new Outbox.Outgoing(
                new Subject.OfProgress(event, session.id()),
                new ProgressChanged(
                        session.id(),
                        session.version(),
                        String.valueOf(session.agent()),
                        session.build(),
                        session.taskName(),
                        session.percent(),
                        session.state(),
                        session.message(),
                        session.step(),
                        session.updatedAt(),
                        session.ended(),
                        session.signals()));
    }
}
