package io.afterhours.dashboard.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The one store, who is told that it changed, and the frames that were written lately, each once for all clients. */
@ApplicationScoped
public class LiveHub {
    private static final int FRAMES_KEPT = 64;

    private final TopicStore store = new TopicStore(UUID.randomUUID().toString().substring(0, 8));
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, String> up = new TreeMap<>();
    private final Map<FrameKey, byte[]> written = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FrameKey, byte[]> eldest) {
            return size() > FRAMES_KEPT;
        }
    };
    private final InstantSource clock;
    private volatile boolean filled;
    private volatile Runnable watched = () -> {};

    LiveHub(InstantSource clock) {
        this.clock = clock;
    }

    private record FrameKey(Set<String> topics, long from, long to) {}

    /** A frame and the version it brings its reader to. */
    record Frame(long to, byte @Nullable [] bytes) {}

    public TopicStore store() {
        return store;
    }

    /**
     * Whether the store holds what there is. Before that it is empty because nobody has looked, and to say so would empty the page of
     * everybody who was here before a restart.
     */
    boolean isFilled() {
        return filled;
    }

    void setFilled(boolean filled) {
        this.filled = filled;
        changed();
    }

    /** Tells every client that there may be something new. */
    public void changed() {
        listeners.forEach(Runnable::run);
    }

    void listen(Runnable listener) {
        listeners.add(listener);
        watched.run();
    }

    /** Whether anybody looks. */
    boolean isWatched() {
        return !listeners.isEmpty();
    }

    /** Has this run whenever somebody begins to look. */
    void whenWatched(Runnable begun) {
        watched = begun;
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** Notes whether a service answers: {@code ok}, or since when it does not. */
    public void setUp(String service, String state) {
        synchronized (up) {
            up.put(service, state);
        }
    }

    public Map<String, String> up() {
        synchronized (up) {
            return Map.copyOf(up);
        }
    }

    /** What changed since a version, or empty when only a snapshot helps. Without changes for these topics, no bytes. */
    Optional<Frame> since(Set<String> topics, long from) {
        return store.since(topics, from).map(changes -> {
            if (changes.isEmpty()) {
                return new Frame(changes.to(), null);
            }
            synchronized (written) {
                return new Frame(
                        changes.to(),
                        written.computeIfAbsent(
                                new FrameKey(topics, from, changes.to()),
                                _ -> Frames.delta(store.epoch(), changes, clock.instant())));
            }
        });
    }
}
