package io.afterhours.progress.session;

import io.afterhours.contracts.progress.ProgressChanged.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions of one transaction, locked, each changed in memory and saved once, and the reports that change them. */
final class Admission {
    private final Map<String, Tracked> sessions = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> endedBefore = new LinkedHashSet<>();
    private final List<Entry> reports = new ArrayList<>();
    private final Map<String, List<Signal>> signalsBefore = new LinkedHashMap<>();

    void add(Tracked tracked) {
        sessions.put(tracked.session().id(), tracked);
        if (tracked.session().ended()) {
            endedBefore.add(tracked.session().id());
        }
        if (!tracked.session().signals().isEmpty()) {
            signalsBefore.put(tracked.session().id(), tracked.session().signals());
        }
    }

    boolean has(String session) {
        return sessions.containsKey(session);
    }

    Session session(String id) {
        return tracked(id).session();
    }

    Tracked tracked(String id) {
        var tracked = sessions.get(id);
        if (tracked == null) {
            throw new IllegalStateException("session " + id + " was not admitted");
        }
        return tracked;
    }

    void put(Session session) {
        var known = tracked(session.id());
        if (!known.session().equals(session)) {
            sessions.put(session.id(), known.with(session));
            changed.add(session.id());
        }
    }

    /** Notes a report, which always changes its session. */
    void record(Entry report) {
        reports.add(report);
    }

    /** What is to be added to the histories. */
    List<Entry> reports() {
        return reports;
    }

    Set<String> ids() {
        return Set.copyOf(sessions.keySet());
    }

    /** Those that were changed. */
    Set<String> changed() {
        return changed;
    }

    /** What said that a session does not get on before this transaction. */
    List<Signal> signalsBefore(String id) {
        return signalsBefore.getOrDefault(id, List.of());
    }

    /** Whether a session has ended in this transaction, or whether it gets on has become otherwise. */
    boolean turnsNow(String id) {
        var session = session(id);
        return (session.ended() && !endedBefore.contains(id))
                || !session.signals().equals(signalsBefore(id));
    }
}
