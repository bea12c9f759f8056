package io.afterhours.runner.attempt;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How long this runner may believe that an attempt is its own: as long as its heartbeats are answered. */
final class Lease {
    private static final Duration FENCE_BEFORE = Duration.ofSeconds(5);

    private final Duration length;
    private final LongSupplier nanos;
    private final AtomicLong acknowledged;

    /**
     * A lease that begins as it is made.
     *
     * @param nanos a clock that never jumps, as {@link System#nanoTime}
     */
    Lease(Duration length, LongSupplier nanos) {
        this.length = length;
        this.nanos = nanos;
        this.acknowledged = new AtomicLong(nanos.getAsLong());
    }

    /** What to call when the heartbeat that is sent after this call was answered: the lease counts from before it was sent. */
    Runnable renewal() {
        long sent = nanos.getAsLong();
        return () -> acknowledged.accumulateAndGet(sent, (one, other) -> one - other > 0 ? one : other);
    }

    /** For how long no heartbeat was answered. */
    Duration unheard() {
        return Duration.ofNanos(nanos.getAsLong() - acknowledged.get());
    }

    /** Whether it is so nearly over that another runner may have the build soon. */
    boolean isNearlyOver() {
        return unheard().compareTo(length.minus(FENCE_BEFORE)) > 0;
    }
}
