package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Applies what parked agents sent, each at its rate and in its order, through the same method as everything else. One process does so
 * for an agent, as long as it says every second that it still does; of one process one batch is out at a time, whosever it is,
 * so that the others' messages share the database with no more than that.
 *
 * <pre>
 *   parked ── caught up ──► coming back ── all applied that was passed over ──► not parked
 *      ▲                        │
 *      └── over its rate again ─┘
 * </pre>
 *
 * <p>While an agent comes back, its messages go on with those of the others, and come through its lane as well until that is empty.
 */
final class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration CLAIM_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    static final Duration LEASE = Duration.ofSeconds(5);
    private static final long TICKS_A_SECOND = Duration.ofSeconds(1).dividedBy(TICK);

    private final Parking parking;
    private final NatsClient nats;
    private final Consumers consumer;
    private final PullChannel.Settings settings;
    private final int share;
    private final Semaphore wake = new Semaphore(0);
    private final Map<String, Lane> open = new HashMap<>();
    private List<ParkedAgents.Parked> mine = List.of();
    private long lookAt = System.nanoTime();
    private volatile long waiting;
    private volatile boolean closed;

    /**
     * Lanes of which none is open.
     *
     * @param perSecond how many messages of an agent are applied in a second
     */
    Lanes(Parking parking, NatsClient nats, Consumers consumer, int perSecond, PullChannel.Settings settings) {
        this.parking = parking;
        this.nats = nats;
        this.consumer = consumer;
        this.settings = settings;
        this.share = Math.clamp(perSecond / TICKS_A_SECOND, 1, settings.batchSize());
    }

    void start() {
        Thread.ofVirtual().name("lanes-" + consumer.durable()).start(this::run);
    }

    /** Somebody may have been parked. */
    void wake() {
        wake.release();
    }

    /** How many messages of parked agents wait here. */
    long waiting() {
        return waiting;
    }

    private void run() {
        try {
            while (!closed) {
                var begun = System.nanoTime();
                var least = TICK;
                try {
                    parking.hands().database().await();
                    round();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    forget(e);
                    least = AFTER_A_FAILURE;
                }
                pause(begun + least.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What failed may have to do with what is remembered here: all of it is looked up again. */
    private void forget(Exception failure) {
        if (!closed) {
            parking.hands().database().blames(failure);
            LOG.warnf("%s: parked agents wait, trying again: %s", consumer.durable(), failure.getMessage());
        }
        open.clear();
        lookAt = System.nanoTime();
    }

    private void pause(long until) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
        if (mine.isEmpty() && wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
            lookAt = System.nanoTime();
        }
    }

    private void round() throws Exception {
        var look = System.nanoTime() >= lookAt;
        if (look) {
            look();
        }
        for (var parked : mine) {
            apply(parked, lane(parked));
        }
        if (look) {
            stand();
        }
    }

    /** Who is parked, and whose messages are applied here. */
    private void look() {
        lookAt = System.nanoTime() + CLAIM_EVERY.toNanos();
        mine = parking.claim(LEASE).stream().filter(ParkedAgents.Parked::mine).toList();
        open.keySet().retainAll(mine.stream().map(ParkedAgents.Parked::agent).toList());
    }

    private Lane lane(ParkedAgents.Parked parked) throws Exception {
        var known = open.get(parked.agent());
        if (known != null) {
            return known;
        }
        var opened = Lane.open(nats, consumer, parked, settings.ackWait());
        open.put(parked.agent(), opened);
        return opened;
    }

    private void apply(ParkedAgents.Parked parked, Lane lane) throws Exception {
        var messages = lane.next(share, settings.batchBytes());
        var over = new CountDownLatch(1);
        var batch = parking.hands().reader().read(messages, over::countDown);
        if (!batch.isEmpty()) {
            parking.hands().rounds().handOn(batch);
            while (!over.await(1, TimeUnit.SECONDS) && !closed) {}
        }
        if (messages.size() < share) {
            caughtUp(parked, lane);
        }
    }

    /** What is known of the agent was read before it is seen how far its lane is: nothing that was passed over is missed. */
    private void caughtUp(ParkedAgents.Parked parked, Lane lane) throws Exception {
        if (!parked.comingBack()) {
            parking.comeBack(parked.agent());
        } else {
            var standing = lane.standing();
            if ((standing.waiting() > 0 && standing.done() < parked.part().last()) || !parking.end(parked.part())) {
                return;
            }
            LOG.infof("%s: %s is no longer parked", consumer.durable(), parked.agent());
        }
        lookAt = System.nanoTime();
    }

    private void stand() throws Exception {
        long all = 0;
        for (var parked : mine) {
            var standing = lane(parked).standing();
            parking.note(parked.agent(), standing);
            all += standing.waiting();
        }
        waiting = all;
    }

    void close() {
        closed = true;
        wake.release();
    }
}
