package io.afterhours.progress.session;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Saves changed sessions and has the changes published: once per session and transaction, and no more often than the
 * configured interval, which grows with the number of sessions that change together. What comes sooner, or when no {@link Turns turn}
 * is left, is held back here and published in rounds; what a crash makes it forget is found at the next start.
 */
@ApplicationScoped
public class Announcer {
    private final Jdbi jdbi;
    private final SessionStore store;
    private final Outbox outbox;
    private final SessionConfig config;
    private final InstantSource clock;
    private final Map<String, Instant> held = new ConcurrentHashMap<>();
    private final Backlog backlog = new Backlog();
    private final Turns turns = new Turns();
    private final RoundLoop loop;

    Announcer(Jdbi jdbi, SessionStore store, Outbox outbox, SessionConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
        this.loop = new RoundLoop("publish what was held back", this::holdUnpublished, this::publishHeld);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /**
     * {@link #save(Handle, Admission)} of what was just taken off its stream.
     *
     * @param receivedAt when the stream got the newest of it
     */
    void save(Handle tx, Admission admission, Instant receivedAt) {
        backlog.took(receivedAt, clock.instant());
        save(tx, admission);
    }

    /** Saves what the admission changed, with the reports that did so, and publishes what is due. */
    void save(Handle tx, Admission admission) {
        var now = clock.instant();
        var interval = interval(admission.changed().size(), now);
        var saved = new ArrayList<Tracked>();
        var due = new Announcements();
        var early = new HashMap<String, Instant>();
        var atOnce = turns.isLeft(now);
        for (var id : admission.changed()) {
            var tracked = admission.tracked(id);
            if (tracked.session().agent() == null) {
                saved.add(tracked);
            } else if (!SessionRules.isDue(admission.turnsNow(id), tracked.publishedAt(), now, interval)) {
                early.put(id, later(tracked, now, interval));
                saved.add(tracked);
            } else if (atOnce || admission.turnsNow(id)) {
                due.add(SessionRules.event(admission.signalsBefore(id), tracked.session()), tracked.session());
                saved.add(tracked.published(now));
            } else {
                early.put(id, now);
                saved.add(tracked);
            }
        }
        if (!saved.isEmpty()) {
            store.save(tx, saved, admission.reports());
            outbox.add(tx, due.events());
            if (!due.isEmpty()) {
                turns.took(now);
            }
            tx.afterCommit(() -> hold(early));
        }
    }

    /** Publishes those held back whose time has come; says how long to wait before looking again. */
    private Duration publishHeld() {
        var now = clock.instant();
        var due = new LinkedHashMap<>(held);
        due.values().removeIf(at -> at.isAfter(now));
        due.forEach(held::remove);
        try {
            if (!due.isEmpty()) {
                held.putAll(jdbi.inTransaction(tx -> publish(tx, due.keySet(), now)));
            }
        } catch (RuntimeException e) {
            held.putAll(due);
            throw e;
        }
        if (!held.isEmpty()) {
            loop.wake();
        }
        return config.publishEvery();
    }

    /**
     * What is told was committed before. Forgotten in a crash, it is told again; so nobody who has a report for one of these sessions
     * waits until it is on the disk.
     */
    private Map<String, Instant> publish(Handle tx, Collection<String> ids, Instant now) {
        tx.execute("set local synchronous_commit to off");
        var interval = interval(ids.size(), now);
        var told = new ArrayList<Tracked>();
        var due = new Announcements();
        var early = new HashMap<String, Instant>();
        for (var tracked : store.lock(tx, ids)) {
            if (tracked.publishedVersion() == tracked.session().version()) {
                continue;
            }
            if (SessionRules.isDue(false, tracked.publishedAt(), now, interval)) {
                due.add(SessionRules.event(tracked.session().signals(), tracked.session()), tracked.session());
                told.add(tracked.published(now));
            } else {
                early.put(tracked.session().id(), later(tracked, now, interval));
            }
        }
        if (!told.isEmpty()) {
            store.told(tx, told);
            outbox.add(tx, due.events());
        }
        return early;
    }

    /** Holds what an earlier life of this process left unpublished. */
    private void holdUnpublished() {
        var now = clock.instant();
        hold(jdbi.withHandle(store::unpublished).stream().collect(Collectors.toMap(id -> id, id -> now)));
    }

    private void hold(Map<String, Instant> sessions) {
        held.putAll(sessions);
        if (!sessions.isEmpty()) {
            loop.wake();
        }
    }

    private Duration interval(int sessions, Instant now) {
        return backlog.round(Pace.of(sessions, config.publishEvery(), config.publishAtMost()), now);
    }

    /** When a session that is told of too early now may be told of. */
    private static Instant later(Tracked tracked, Instant now, Duration interval) {
        var last = tracked.publishedAt();
        return (last == null ? now : last).plus(interval);
    }
}
