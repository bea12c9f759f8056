package io.afterhours.progress.session;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sessions as this process last saved or told of them, so that they need not be read and parsed again while nobody else changes
 * them: who locks a row compares versions. Kept are the last thousand and some, for a few minutes, which is far less than until a session is
 * cleaned up and one of the same id may begin anew.
 */
final class Remembered {
    private static final int MOST = 1_200;
    private static final long KEPT_NANOS = Duration.ofMinutes(10).toNanos();

    private record Saved(Tracked tracked, long at) {}

    private final Map<String, Saved> saved = new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Saved> eldest) {
            return size() > MOST;
        }
    };

    /** Takes down what was committed. */
    synchronized void put(Collection<Tracked> sessions) {
        var now = System.nanoTime();
        sessions.forEach(tracked -> saved.put(tracked.session().id(), new Saved(tracked, now)));
    }

    /** Those that are remembered, by their ids. */
    synchronized Map<String, Tracked> of(Collection<String> ids) {
        var now = System.nanoTime();
        var found = new HashMap<String, Tracked>();
        for (var id : ids) {
            var known = saved.get(id);
            if (known != null && now - known.at() < KEPT_NANOS) {
                found.put(id, known.tracked());
            }
        }
        return found;
    }
}
