package io.afterhours.foundation.nats;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A bucket of tokens for each agent: an event takes one, so many a second are put back, and a full bucket holds the burst. The time is
 * that of the broker when it got the event, so that what an agent may send does not depend on how fast it is taken in: who waited
 * in the stream while a service was away is not over its rate.
 *
 * <p>Of a bucket only the moment is kept at which it is full again. Those of the agents that sent last are kept; one that is forgotten
 * is a full one.
 */
final class TokenBuckets {
    private static final int MOST = 10_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long interval;
    private final long slack;
    private final Map<String, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Buckets that are all full.
     *
     * @param perSecond tokens that are put back, at least one
     * @param burst tokens that a bucket holds, at least one
     */
    TokenBuckets(int perSecond, int burst) {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "expected a rate and a burst of 1 and more, was " + perSecond + " a second and " + burst);
        }
        interval = SECOND / perSecond;
        slack = (burst - 1) * interval;
    }

    /**
     * Takes a token of an agent's bucket.
     *
     * @param at when the broker got the event
     * @return whether there was one
     */
    boolean take(String agent, Instant at) {
        var now = at.getEpochSecond() * SECOND + at.getNano();
        var full = Math.max(fullAt.getOrDefault(agent, now), now);
        if (full - now > slack) {
            return false;
        }
        fullAt.put(agent, full + interval);
        return true;
    }
}
