package io.afterhours.dashboard.live;

import io.afterhours.dashboard.live.Frames.Part;
import io.afterhours.dashboard.live.TopicStore.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All rows of some topics, in parts that are written when the first tab takes them. They are kept for other tabs only for the moment in
 * which it is new, so that a tab that stalls on its way through keeps ids and no rows.
 */
final class Snapshot {
    private final TopicStore store;
    private final Instant at;
    private final Map<String, String> up;
    private final List<List<Part>> parts;
    private final long version;
    private final Map<Integer, Frame> written = new HashMap<>();
    private boolean shared = true;

    Snapshot(TopicStore store, Set<String> topics, Map<String, String> up, Instant at) {
        this.store = store;
        this.at = at;
        this.up = up;
        var whole = store.whole(topics);
        parts = Frames.parts(whole);
        version = whole.version();
    }

    long version() {
        return version;
    }

    int size() {
        return parts.size();
    }

    Instant at() {
        return at;
    }

    Map<String, String> up() {
        return up;
    }

    /** A part with its rows as they are when it is written, which may be newer than the version says. */
    synchronized Frame part(int index) {
        var held = written.get(index);
        if (held != null) {
            return held;
        }
        var rows = new LinkedHashMap<String, List<Entry>>();
        parts.get(index).forEach(each -> rows.put(each.topic(), store.rows(each.topic(), each.ids())));
        var part = new Frame(Frames.part(store.epoch(), version, at, index + 1, parts.size(), rows, up));
        if (shared) {
            written.put(index, part);
        }
        return part;
    }

    /** Keeps no rows from here on. */
    synchronized void release() {
        shared = false;
        written.clear();
    }
}
