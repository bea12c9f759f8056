package io.afterhours.foundation.nats;

import io.afterhours.foundation.sql.Outage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Whether the database was last seen away; while it is, nothing is pulled, so that messages do not age here. */
final class DatabaseWatch {
    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final String channel;
    private final DeadLetters deadLetters;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean away;
    private volatile boolean closed;

    DatabaseWatch(String channel, DeadLetters deadLetters) {
        this.channel = channel;
        this.deadLetters = deadLetters;
    }

    boolean isAway() {
        return away;
    }

    /** Says whether a failure is the database's being away, and remembers it. */
    boolean blames(Throwable failure) {
        var outage = Outage.is(failure);
        if (outage) {
            away = true;
        }
        return outage;
    }

    /** Returns when the database can be reached, or this is closed. */
    void await() throws InterruptedException {
        while (away && !closed) {
            if (deadLetters.reachable()) {
                away = false;
                LOG.infof("%s: the database is back", channel);
                return;
            }
            var _ = wake.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void close() {
        closed = true;
        wake.release();
    }
}
