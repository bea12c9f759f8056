package io.afterhours.foundation.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether what is taken in stood in its stream for a while. What is made of it is then no news to anybody yet, and telling of each
 * step would only keep from catching up: it is told of in rounds of at least five seconds.
 */
public final class Backlog {
    /** Longer than a batch takes on a busy machine, and than two clocks of one suite are apart. */
    private static final Duration OLD = Duration.ofSeconds(2);

    private static final Duration ROUND = Duration.ofSeconds(5);

    private volatile Instant until = Instant.MIN;

    /**
     * Takes down how old something was when it was taken in.
     *
     * @param receivedAt when the stream got it
     */
    public void took(Instant receivedAt, Instant now) {
        if (receivedAt.plus(OLD).isBefore(now)) {
            until = now.plus(OLD);
        }
    }

    /** Whether something old was taken in within the last two seconds. */
    public boolean isThere(Instant now) {
        return now.isBefore(until);
    }

    /** The least time between two rounds: what is usual, and more while there is a backlog. */
    public Duration round(Duration usual, Instant now) {
        return isThere(now) && usual.compareTo(ROUND) < 0 ? ROUND : usual;
    }
}
