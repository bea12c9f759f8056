package io.afterhours.dashboard.live;

import io.afterhours.dashboard.live.FrameLog.Delta;
import io.vertx.core.Context;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One browser tab's stream. It lives on its connection's event loop; what it remembers is how far the tab knows, and, while
 * a snapshot is being sent, the ids of the rows that are still to be written.
 */
final class LiveClient {
    private final Context context;
    private final TabConnection connection;
    private final LiveHub hub;
    private final LiveConfig config;
    private final InstantSource clock;
    private final Set<String> topics;
    private final BooleanSupplier admitted;
    private final Runnable poked = this::poke;
    private final AtomicBoolean asked = new AtomicBoolean();

    private @Nullable Snapshot snapshot;
    private int nextPart;
    private boolean wantsAll;
    private Map<String, String> toldUp = Map.of();
    private long version;
    private boolean waiting;
    private boolean closed;
    private long beats;
    private long patience;

    LiveClient(
            Context context,
            TabConnection connection,
            LiveHub hub,
            LiveConfig config,
            InstantSource clock,
            Set<String> topics,
            BooleanSupplier admitted) {
        this.context = context;
        this.connection = connection;
        this.hub = hub;
        this.config = config;
        this.clock = clock;
        this.topics = topics;
        this.admitted = admitted;
    }

    /** Starts with what the tab does not know yet: the changes since its cursor, or everything. */
    void open(Optional<Cursor> since) {
        var known = since.filter(cursor -> cursor.epoch().equals(hub.store().epoch()));
        if (known.isPresent()) {
            version = known.get().version();
        } else {
            wantsAll = true;
        }
        hub.listen(topics, poked);
        beats = context.owner().setPeriodic(config.beat().toMillis(), _ -> beat());
        write(beatFrame());
        pull();
    }

    void close() {
        closed = true;
        hub.forget(topics, poked);
        context.owner().cancelTimer(beats);
        context.owner().cancelTimer(patience);
    }

    /** Whether the socket takes more; for what is sent beside the frames. */
    boolean takes() {
        return !closed && !connection.isFull();
    }

    void write(Frame frame) {
        if (!closed) {
            connection.write(frame);
        }
    }

    /** Called when there may be something new, from any thread; many calls before the next pull are one. */
    private void poke() {
        if (asked.compareAndSet(false, true)) {
            context.runOnContext(_ -> pull());
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
        while (!isFull()) {
            var next = next();
            if (next.isEmpty()) {
                return;
            }
            write(next.get());
        }
    }

    private Optional<Frame> next() {
        if (wantsAll || !hub.store().reaches(version)) {
            wantsAll = false;
            snapshot = hub.snapshot(topics);
            version = snapshot.version();
            nextPart = 0;
        }
        if (snapshot != null) {
            var part = snapshot.part(nextPart++);
            snapshot = nextPart < snapshot.size() ? snapshot : null;
            return Optional.of(part);
        }
        var delta = hub.after(topics, version);
        delta.ifPresent(each -> version = each.to());
        return delta.map(Delta::frame);
    }

    private boolean isFull() {
        if (!connection.isFull()) {
            return false;
        }
        waiting = true;
        patience = context.owner().setTimer(config.stall().toMillis(), _ -> connection.cut());
        connection.whenDrained(() -> {
            context.owner().cancelTimer(patience);
            waiting = false;
            pull();
        });
        return true;
    }

    private void beat() {
        if (!admitted.getAsBoolean()) {
            connection.cut();
        } else if (takes()) {
            write(beatFrame());
        }
    }

    private Frame beatFrame() {
        toldUp = hub.up();
        return new Frame(Frames.beat(hub.store().epoch(), version, clock.instant(), 0, toldUp));
    }
}
