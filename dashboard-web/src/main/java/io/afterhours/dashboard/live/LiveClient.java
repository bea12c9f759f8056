package io.afterhours.dashboard.live;

import io.afterhours.dashboard.live.Frames.Part;
import io.afterhours.dashboard.live.TopicStore.Entry;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One browser tab's stream. It lives on its connection's event loop; what it remembers is how far the tab knows, and, while
 * a snapshot is being sent, the ids of the rows that are still to be written.
 */
final class LiveClient {
    private final Context context;
    private final HttpServerResponse response;
    private final LiveHub hub;
    private final LiveConfig config;
    private final InstantSource clock;
    private final Set<String> topics;
    private final BooleanSupplier admitted;
    private final Runnable poked = this::poke;
    private final AtomicBoolean asked = new AtomicBoolean();

    private @Nullable Iterator<byte[]> snapshot;
    private boolean wantsAll;
    private Map<String, String> toldUp = Map.of();
    private long version;
    private long lastFrame = Long.MIN_VALUE;
    private long fullSince = Long.MIN_VALUE;
    private boolean waiting;
    private boolean closed;
    private long beats;

    LiveClient(
            Context context,
            HttpServerResponse response,
            LiveHub hub,
            LiveConfig config,
            InstantSource clock,
            Set<String> topics,
            BooleanSupplier admitted) {
        this.context = context;
        this.response = response;
        this.hub = hub;
        this.config = config;
        this.clock = clock;
        this.topics = topics;
        this.admitted = admitted;
    }

    /** Starts with what the tab does not know yet: the changes since its cursor, or everything. */
    void open(Optional<Cursor> since) {
        var known = since.filter(cursor -> cursor.epoch().equals(hub.store().epoch()))
                .filter(cursor -> hub.since(topics, cursor.version()).isPresent());
        if (known.isPresent()) {
            version = known.get().version();
        } else {
            wantsAll = true;
        }
        hub.listen(poked);
        beats = context.owner().setPeriodic(config.beat().toMillis(), _ -> beat());
        write(beatFrame());
        pull();
    }

    void close() {
        closed = true;
        hub.forget(poked);
        context.owner().cancelTimer(beats);
    }

    /** Whether the socket takes more; for what is sent beside the frames. */
    boolean takes() {
        return !closed && !response.writeQueueFull();
    }

    void write(byte[] bytes) {
        if (!closed) {
            var _ = response.write(Buffer.buffer(bytes));
        }
    }

    private void startSnapshot() {
        var whole = hub.store().whole(topics);
        var parts = Frames.parts(whole);
        version = whole.version();
        snapshot = encoded(parts, whole.version());
    }

    private Iterator<byte[]> encoded(List<List<Part>> parts, long at) {
        var numbers = java.util.stream.IntStream.range(0, parts.size()).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public byte[] next() {
                var i = numbers.nextInt();
                return Frames.part(
                        hub.store().epoch(), at, clock.instant(), i + 1, parts.size(), rows(parts.get(i)), hub.up());
            }
        };
    }

    /** As they are when they are written: rows kept until a stalled tab takes them would be the memory that it costs. */
    private Map<String, List<Entry>> rows(List<Part> part) {
        var rows = new LinkedHashMap<String, List<Entry>>();
        part.forEach(each -> rows.put(each.topic(), hub.store().rows(each.topic(), each.ids())));
        return rows;
    }

    /** Called by whoever changed the store, from any thread; many calls before the next pull are one. */
    private void poke() {
        if (asked.compareAndSet(false, true)) {
            context.runOnContext(_ -> {
                var interval = config.frameInterval().toNanos();
                var since = lastFrame == Long.MIN_VALUE ? interval : System.nanoTime() - lastFrame;
                if (since >= interval) {
                    pull();
                } else {
                    var millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(interval - since));
                    context.owner().setTimer(millis, _ -> pull());
                }
            });
        }
    }

    private void pull() {
        asked.set(false);
        if (closed || waiting || !hub.isFilled()) {
            return;
        }
        if (!toldUp.equals(hub.up())) {
            write(beatFrame());
        }
        if (wantsAll) {
            wantsAll = false;
            startSnapshot();
        }
        while (snapshot != null) {
            if (isFull()) {
                return;
            }
            write(snapshot.next());
            if (!snapshot.hasNext()) {
                snapshot = null;
            }
        }
        if (isFull()) {
            return;
        }
        var frame = hub.since(topics, version);
        if (frame.isEmpty()) {
            startSnapshot();
            pull();
            return;
        }
        var bytes = frame.get().bytes();
        if (bytes != null) {
            version = frame.get().to();
            lastFrame = System.nanoTime();
            write(bytes);
        }
    }

    private boolean isFull() {
        if (!response.writeQueueFull()) {
            return false;
        }
        waiting = true;
        fullSince = System.nanoTime();
        response.drainHandler(_ -> {
            waiting = false;
            pull();
        });
        return true;
    }

    private void beat() {
        if (closed) {
            return;
        }
        var stalled = waiting && System.nanoTime() - fullSince > config.stall().toNanos();
        if (stalled || !admitted.getAsBoolean()) {
            var _ = response.reset();
            close();
        } else if (takes()) {
            write(beatFrame());
        }
    }

    private byte[] beatFrame() {
        toldUp = hub.up();
        return Frames.beat(hub.store().epoch(), version, clock.instant(), 0, toldUp);
    }
}
