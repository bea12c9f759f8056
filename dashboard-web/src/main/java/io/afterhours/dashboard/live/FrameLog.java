package io.afterhours.dashboard.live;

import io.afterhours.dashboard.live.TopicStore.Changes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frames of the last moments for all who follow the same topics, each where the one before ended. A tab may take one that
 * begins before what it knows: rows are absolute.
 */
final class FrameLog {
    /** A second's, with the shortest time between two. */
    private static final int MOST_FRAMES = 20;

    private static final int MOST_BYTES = 256 * 1_024;
    private static final Duration NEW = Duration.ofSeconds(1);

    private final TopicStore store;
    private final Set<String> topics;
    private final ArrayDeque<Delta> deltas = new ArrayDeque<>();
    private @Nullable Snapshot snapshot;
    private @Nullable Delta catchUp;
    private long bytes;
    private volatile long end;

    FrameLog(TopicStore store, Set<String> topics) {
        this.store = store;
        this.topics = topics;
        end = store.version();
    }

    /** A frame and the versions from which and to which it brings its reader. */
    record Delta(long from, long to, Frame frame) {
        static Delta of(String epoch, Changes changes, Instant now) {
            return new Delta(changes.from(), changes.to(), new Frame(Frames.delta(epoch, changes, now)));
        }
    }

    /** Writes what changed since the last frame. */
    void write(Instant now) {
        forgetOld(now);
        var changes = store.since(topics, end);
        if (changes.isEmpty()) {
            restart();
        } else if (!changes.get().isEmpty()) {
            add(Delta.of(store.epoch(), changes.get(), now));
        }
    }

    /** The version up to which all is written. */
    long end() {
        return end;
    }

    /** The frame with which somebody goes on who knows a version; none when all that there are begin after it, or end before. */
    synchronized Optional<Delta> after(long version) {
        return deltas.stream()
                .dropWhile(delta -> delta.to() <= version)
                .findFirst()
                .filter(delta -> delta.from() <= version);
    }

    /** One frame for somebody further behind; none when nothing changed. It is kept for others who are as far behind. */
    synchronized Optional<Delta> catchUp(long version, Instant now) {
        var held = catchUp;
        if (held != null && held.from() <= version && version < held.to() && reaches(held.to())) {
            return Optional.of(held);
        }
        var made = store.since(topics, version)
                .filter(changes -> !changes.isEmpty())
                .map(changes -> Delta.of(store.epoch(), changes, now));
        catchUp = made.orElse(null);
        return made;
    }

    /** Everything, of this moment: who opens a tab right after somebody else gets the same. */
    synchronized Snapshot snapshot(Map<String, String> up, Instant now) {
        var held = snapshot;
        if (held != null && isNew(held, now) && held.up().equals(up) && reaches(held.version())) {
            return held;
        }
        forgetSnapshot();
        var made = new Snapshot(store, topics, up, now);
        snapshot = made;
        return made;
    }

    private synchronized void forgetOld(Instant now) {
        if (snapshot != null && !isNew(snapshot, now)) {
            forgetSnapshot();
        }
        if (catchUp != null && !reaches(catchUp.to())) {
            catchUp = null;
        }
    }

    private void forgetSnapshot() {
        if (snapshot != null) {
            snapshot.release();
            snapshot = null;
        }
    }

    private static boolean isNew(Snapshot snapshot, Instant now) {
        return snapshot.at().plus(NEW).isAfter(now);
    }

    /** Whether whoever knows a version goes on with frames that there are. */
    private boolean reaches(long version) {
        return version >= end || after(version).isPresent();
    }

    /** What went away before this moment is forgotten, so that no frame tells it. */
    private synchronized void restart() {
        deltas.clear();
        bytes = 0;
        end = store.version();
    }

    private synchronized void add(Delta delta) {
        deltas.add(delta);
        bytes += delta.frame().plain().length;
        end = delta.to();
        while (deltas.size() > MOST_FRAMES || (bytes > MOST_BYTES && deltas.size() > 1)) {
            bytes -= deltas.remove().frame().plain().length;
        }
    }
}
