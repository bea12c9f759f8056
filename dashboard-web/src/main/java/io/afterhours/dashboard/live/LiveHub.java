package io.afterhours.dashboard.live;

import io.afterhours.dashboard.live.FrameLog.Delta;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The one store, who is told that it changed, and the frames in which it is told: at each pulse one for all who follow the same. */
@ApplicationScoped
public class LiveHub {
    /** All pages follow the same topics; who follows others is served as well, with frames that nobody shares. */
    private static final int MOST_LOGS = 16;

    private final TopicStore store = new TopicStore(UUID.randomUUID().toString().substring(0, 8));
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<Set<String>, FrameLog> logs = new ConcurrentHashMap<>();
    private final Map<Set<String>, Integer> followers = new HashMap<>();
    private final InstantSource clock;
    private final PulseLoop pulse;
    private volatile Map<String, String> up = Map.of();
    private volatile long told;
    private volatile boolean filled;
    private volatile Runnable watched = () -> {};

    @Inject
    LiveHub(LiveConfig config, InstantSource clock) {
        this(config.frameInterval(), clock);
    }

    LiveHub(Duration frameInterval, InstantSource clock) {
        this.clock = clock;
        pulse = new PulseLoop(frameInterval, this::tell);
    }

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

    /** Tells every client soon that there may be something new. */
    public void changed() {
        pulse.ask();
    }

    private void tell() {
        told = store.version();
        var now = clock.instant();
        logs.values().forEach(log -> log.write(now));
        listeners.forEach(Runnable::run);
    }

    /** Has this run whenever there may be something new in these topics. */
    void listen(Set<String> topics, Runnable listener) {
        synchronized (followers) {
            if (followers.merge(topics, 1, Integer::sum) == 1 && logs.size() < MOST_LOGS) {
                logs.put(topics, new FrameLog(store, topics));
            }
        }
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

    void forget(Set<String> topics, Runnable listener) {
        if (listeners.remove(listener)) {
            synchronized (followers) {
                if (followers.computeIfPresent(topics, (_, count) -> count > 1 ? count - 1 : null) == null) {
                    logs.remove(topics);
                }
            }
        }
    }

    /** Notes whether a service answers: {@code ok}, or since when it does not. */
    public synchronized void setUp(String service, String state) {
        if (!state.equals(up.get(service))) {
            var next = new HashMap<>(up);
            next.put(service, state);
            up = Map.copyOf(next);
        }
    }

    public Map<String, String> up() {
        return up;
    }

    /** The next frame for somebody who knows a version that the store reaches back to; empty when there is nothing new. */
    Optional<Delta> after(Set<String> topics, long version) {
        var log = logs.get(topics);
        if (version >= (log == null ? told : log.end())) {
            return Optional.empty();
        }
        return log == null
                ? new FrameLog(store, topics).catchUp(version, clock.instant())
                : log.after(version).or(() -> log.catchUp(version, clock.instant()));
    }

    /** Everything there is in these topics. */
    Snapshot snapshot(Set<String> topics) {
        var log = logs.get(topics);
        if (log != null) {
            return log.snapshot(up, clock.instant());
        }
        var alone = new Snapshot(store, topics, up, clock.instant());
        alone.release();
        return alone;
    }

    @PreDestroy
    void stop() {
        pulse.close();
    }
}
