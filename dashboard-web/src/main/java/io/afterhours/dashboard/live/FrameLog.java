package io.afterhours.dashboard.live;

import io.afterhours.dashboard.live.TopicStore.Changes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;

/**
 * The frames of the last moments for all who follow the same topics, each where the one before ended. A tab may take one that
 * begins before what it knows: rows are absolute.
 */
final class FrameLog {
    /** A second's, with the shortest time between two. */
    private static final int MOST_FRAMES = 20;

    private static final int MOST_BYTES = 256 * 1_024;

    private final TopicStore store;
    private final Set<String> topics;
    private final ArrayDeque<Delta> deltas = new ArrayDeque<>();
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
