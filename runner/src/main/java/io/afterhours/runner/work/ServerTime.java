package io.afterhours.runner.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What time it is at the NATS server: as it last said, carried on by this host's clock that never jumps. The host's own time may be
 * wrong by hours and says one thing alone: whether the host stood still meanwhile, because then the other clock did too.
 */
final class ServerTime {
    static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(10);
    private static final Duration STOOD_STILL = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private volatile @Nullable Reading last;

    /**
     * One that was told nothing yet.
     *
     * @param nanos of a clock that never jumps
     */
    ServerTime(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    private record Reading(Instant server, Instant here, long nanos) {}

    /** The server has just said what time it is there. */
    void told(Instant server) {
        last = new Reading(server, clock.instant(), nanos.getAsLong());
    }

    /** The time at the server; nothing where it did not say for a minute, or this host stood still or had its clock set since. */
    Optional<Instant> now() {
        var said = last;
        if (said == null) {
            return Optional.empty();
        }
        var since = Duration.ofNanos(nanos.getAsLong() - said.nanos());
        var difference = Duration.between(said.here(), clock.instant()).minus(since);
        return since.compareTo(KEPT) > 0 || difference.abs().compareTo(STOOD_STILL) > 0
                ? Optional.empty()
                : Optional.of(said.server().plus(since));
    }

    /** Whether it is worth asking while there is nothing else to do. */
    boolean isOld() {
        var said = last;
        return said == null
                || now().isEmpty()
                || Duration.ofNanos(nanos.getAsLong() - said.nanos()).compareTo(RENEWED_AFTER) > 0;
    }
}
