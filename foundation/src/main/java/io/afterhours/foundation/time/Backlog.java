package io.afterhours.foundation.time;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is taken in stood in its stream for a while. What is made of it is then no news to anybody yet, and telling of each
 * step would only keep from catching up: it is told of in rounds, sessions every five seconds at most.
 */
public final class Backlog {
    /** Longer than a batch takes on a busy machine, and than two clocks of one suite are apart. */
    private static final Duration OLD = Duration.ofSeconds(2);

    private static final Duration ROUND = Duration.ofSeconds(5);

    private volatile @Nullable Instant last;

    /**
     * Takes down how old something was when it was taken in.
     *
     * @param receivedAt when the stream got it
     */
    public void took(Instant receivedAt, Instant now) {
        if (receivedAt.plus(OLD).isBefore(now)) {
            last = now;
        }
    }

    /** Whether something old was taken in within the last two seconds; not while the clock is behind that again. */
    public boolean isThere(Instant now) {
        var took = last;
        return took != null && !now.isBefore(took) && now.isBefore(took.plus(OLD));
    }

    /** The least time between two rounds: what is usual, and more while there is a backlog. */
    public Duration round(Duration usual, Instant now) {
        return isThere(now) && usual.compareTo(ROUND) < 0 ? ROUND : usual;
    }
}
