package io.afterhours.progress.session;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The sessions of one transaction, locked, each changed in memory and saved once. */
final class Admission {
    private final Map<String, Tracked> sessions = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> endedBefore = new LinkedHashSet<>();

    void add(Tracked tracked) {
        sessions.put(tracked.session().id(), tracked);
        if (tracked.session().ended()) {
            endedBefore.add(tracked.session().id());
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

    Set<String> ids() {
        return Set.copyOf(sessions.keySet());
    }

    /** Those that were changed. */
    Set<String> changed() {
        return changed;
    }

    /** Whether a session has ended in this transaction. */
    boolean endsNow(String id) {
        return session(id).ended() && !endedBefore.contains(id);
    }
}
