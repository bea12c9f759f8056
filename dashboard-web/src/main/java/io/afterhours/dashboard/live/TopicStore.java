package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of every row that is shown, by topic and id, in the order of change. One version counts all changes; rows
 * that went away are remembered for a while, so that a client that was gone shortly can be told.
 */
public final class TopicStore {
    static final Duration TOMBSTONE_LIFE = Duration.ofMinutes(10);
    static final int MOST_TOMBSTONES = 50_000;

    private final String epoch;
    private final Map<String, LinkedHashMap<String, Entry>> topics = new LinkedHashMap<>();
    private final LinkedHashMap<Key, Grave> graves = new LinkedHashMap<>();
    private long version;
    private long forgotten;

    public TopicStore(String epoch) {
        this.epoch = epoch;
    }

    /** A row with the version of its last change. */
    record Entry(String id, long version, JsonNode row) {}

    /** A row that went away. */
    record Gone(String id, long version) {}

    /** Everything that changed in some topics after one version, up to another. */
    record Changes(long from, long to, Map<String, List<Entry>> put, Map<String, List<Gone>> gone) {
        boolean isEmpty() {
            return put.isEmpty() && gone.isEmpty();
        }
    }

    /** The ids of everything there is in some topics. */
    record Whole(long version, Map<String, List<String>> ids) {}

    private record Key(String topic, String id) {}

    private record Grave(long version, Instant at) {}

    public String epoch() {
        return epoch;
    }

    public synchronized long version() {
        return version;
    }

    /** Sets a row; says whether that changed anything. */
    public synchronized boolean put(String topic, String id, JsonNode row) {
        var rows = topics.computeIfAbsent(topic, _ -> new LinkedHashMap<>());
        var held = rows.get(id);
        if (held != null && held.row().equals(row)) {
            return false;
        }
        rows.remove(id);
        rows.put(id, new Entry(id, ++version, row));
        graves.remove(new Key(topic, id));
        return true;
    }

    /** Changes a row in one step; the change gets the row as it is, or null, and returns null to leave it as it is. */
    public synchronized boolean change(String topic, String id, UnaryOperator<@Nullable JsonNode> change) {
        var next = change.apply(get(topic, id));
        return next != null && put(topic, id, next);
    }

    public synchronized boolean remove(String topic, String id, Instant now) {
        var rows = topics.get(topic);
        if (rows == null || rows.remove(id) == null) {
            return false;
        }
        graves.put(new Key(topic, id), new Grave(++version, now));
        forget(now);
        return true;
    }

    /** Removes the rows that are as they were at a version, except some: whoever read since then did not find them. */
    synchronized void removeOthers(String topic, Set<String> found, long asOf, Instant now) {
        for (var entry : rows(topic, ids(topic))) {
            if (entry.version() <= asOf && !found.contains(entry.id())) {
                remove(topic, entry.id(), now);
            }
        }
    }

    public synchronized @Nullable JsonNode get(String topic, String id) {
        var rows = topics.get(topic);
        var held = rows == null ? null : rows.get(id);
        return held == null ? null : held.row();
    }

    public synchronized List<String> ids(String topic) {
        var rows = topics.get(topic);
        return rows == null ? List.of() : List.copyOf(rows.keySet());
    }

    /** Whether it can be told what changed after a version: it is not of another store, nor so old that deletions are forgotten. */
    synchronized boolean reaches(long from) {
        return from <= version && from >= forgotten;
    }

    /** What changed after a version; empty when it does not reach back so far. */
    synchronized Optional<Changes> since(Collection<String> wanted, long from) {
        if (!reaches(from)) {
            return Optional.empty();
        }
        var put = new LinkedHashMap<String, List<Entry>>();
        var gone = new LinkedHashMap<String, List<Gone>>();
        for (var topic : wanted) {
            var rows = topics.get(topic);
            if (rows != null) {
                for (var entry : rows.sequencedValues().reversed()) {
                    if (entry.version() <= from) {
                        break;
                    }
                    put.computeIfAbsent(topic, _ -> new ArrayList<>()).add(entry);
                }
            }
        }
        for (var grave : graves.sequencedEntrySet().reversed()) {
            if (grave.getValue().version() <= from) {
                break;
            }
            if (wanted.contains(grave.getKey().topic())) {
                gone.computeIfAbsent(grave.getKey().topic(), _ -> new ArrayList<>())
                        .add(new Gone(grave.getKey().id(), grave.getValue().version()));
            }
        }
        return Optional.of(new Changes(from, version, put, gone));
    }

    synchronized Whole whole(Collection<String> wanted) {
        var found = new LinkedHashMap<String, List<String>>();
        wanted.forEach(topic -> found.put(topic, ids(topic)));
        return new Whole(version, found);
    }

    /** The rows of these ids as they are; those that went away are left out. */
    synchronized List<Entry> rows(String topic, Collection<String> ids) {
        var held = topics.getOrDefault(topic, new LinkedHashMap<>());
        return ids.stream().map(held::get).filter(Objects::nonNull).toList();
    }

    private void forget(Instant now) {
        var each = graves.entrySet().iterator();
        while (each.hasNext()) {
            var grave = each.next().getValue();
            if (graves.size() <= MOST_TOMBSTONES
                    && grave.at().plus(TOMBSTONE_LIFE).isAfter(now)) {
                return;
            }
            forgotten = grave.version();
            each.remove();
        }
    }
}
