package io.afterhours.foundation.outbox;

import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.nats.NatsClient;
import io.afterhours.foundation.nats.StreamKeeper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outbox in order. Woken at commit; the poll each second is the safety net. One relay at a time per database, by
 * an advisory lock, so the order holds with any number of replicas.
 *
 * <p>An event that can never be published stays with its reason and is passed over. A stream that takes none now, because it is
 * full or gone, is held for a second, and the events of the others leave meanwhile.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final long QUIET_MILLIS = 100;
    private static final long COUNTED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Jdbi jdbi;
    private final NatsClient nats;
    private final String service;
    private final boolean enabled;
    private final List<Streams> streams;
    private final Semaphore wake = new Semaphore(0);
    private final Map<String, Long> heldSince = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private volatile @Nullable String unasked;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;
    private volatile @Nullable Set<String> batching;
    private volatile long countedAt = System.nanoTime();
    private @Nullable Thread thread;

    OutboxRelay(
            Jdbi jdbi,
            NatsClient nats,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "afterhours.outbox.relay", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "afterhours.outbox.streams") List<Streams> streams) {
        this.jdbi = jdbi;
        this.nats = nats;
        this.service = service;
        this.enabled = enabled;
        this.streams = streams;
        meters.gauge("afterhours.outbox.waiting", waiting);
        meters.gauge("afterhours.outbox.refused", refused);
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            nats.onReconnect(this::tryAllAgain);
            thread = Thread.ofVirtual().name("outbox-relay").start(this::relay);
        }
    }

    void wake() {
        wake.release();
    }

    /** Counting is for people: it waits until nothing came for a moment, so that what follows at once does not wait for it. */
    private void awaitWork() throws InterruptedException {
        if (!wake.tryAcquire(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
            count();
            wake.tryAcquire(1, TimeUnit.SECONDS);
        } else if (System.nanoTime() - countedAt > COUNTED_NANOS) {
            count();
        }
        wake.drainPermits();
    }

    private void tryAllAgain() {
        heldSince.clear();
        wake();
    }

    private void relay() {
        while (!closed) {
            try {
                if (relayOnce() < BATCH) {
                    awaitWork();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                if (!closed) {
                    LOG.warnf("outbox: cannot publish now, trying again: %s", e.getMessage());
                    pause();
                }
            }
        }
    }

    /**
     * Publishes what waits, at most one batch; says how much that was.
     *
     * @throws Exception when none of it could be published; to be tried again
     */
    public int relayOnce() throws Exception {
        var publisher = publisher();
        heldSince.values().removeIf(since -> System.nanoTime() - since > HOLD_NANOS);
        return jdbi.inTransaction(tx -> {
            var due = OutboxStore.due(tx, heldSince.keySet(), BATCH);
            if (!due.isEmpty()) {
                keep(tx, publisher.publish(due));
            }
            if (!refusals.isEmpty() && due.size() < BATCH && OutboxStore.isAlone(tx)) {
                // Of the others nothing waits any more, whoever sent it.
                refusals.keySet().retainAll(heldSince.keySet());
            }
            return due.size();
        });
    }

    private OutboxPublisher publisher() throws Exception {
        try {
            var publisher = new OutboxPublisher(nats.connection(), nats.jetStream(), service, batching());
            unasked = null;
            return publisher;
        } catch (Exception e) {
            unasked = reason(e);
            throw e;
        }
    }

    /** Makes sure of the streams; returns the roots of the subjects of those that take batches. */
    private Set<String> batching() throws Exception {
        var known = batching;
        if (known != null) {
            return known;
        }
        var management = nats.management();
        var found = new HashSet<String>();
        for (var stream : streams) {
            if (StreamKeeper.ensure(management, stream.partitions().getFirst()).getAllowAtomicPublish()) {
                stream.subjects().forEach(each -> found.add(each.substring(0, each.indexOf('.'))));
            }
        }
        batching = found;
        return found;
    }

    private void keep(Handle tx, Publication publication) throws Exception {
        OutboxStore.markSent(tx, publication.sent());
        publication.hopeless().forEach((row, reason) -> {
            LOG.errorf(
                    "outbox: event %s for %s can never be published and stays with its reason: %s",
                    row.id(), row.subject(), reason);
            OutboxStore.refuse(tx, row.seq(), reason);
        });
        refusals.keySet().removeAll(publication.taking());
        var failure = publication.failure();
        if (failure == null) {
            return;
        }
        // A stream that is gone is made anew before the next try.
        batching = null;
        publication.held().forEach((root, why) -> {
            heldSince.put(root, System.nanoTime());
            if (!publication.taking().contains(root)) {
                refusals.put(root, reason(why));
            }
        });
        if (publication.sent().isEmpty() && publication.hopeless().isEmpty()) {
            throw failure;
        }
        LOG.warnf("outbox: events of %s wait: %s", publication.held().keySet(), failure.getMessage());
    }

    private static String reason(Exception failure) {
        var cause = failure.getCause();
        var reason = (cause == null ? failure : cause).getMessage();
        return reason == null ? "no answer" : reason;
    }

    /**
     * Why events wait: those of which subjects NATS did not take when it was asked last, or why it was not asked; null where none
     * do.
     */
    @Nullable String trouble() {
        var why = unasked;
        if (why != null) {
            return "events wait, because NATS cannot be asked to take them: " + why;
        }
        return refusals.isEmpty()
                ? null
                : refusals.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> "events of %s.… wait, because NATS does not take them: %s"
                                .formatted(each.getKey(), each.getValue()))
                        .collect(Collectors.joining("; "));
    }

    /** Measures the outbox. */
    void count() {
        var counts = jdbi.withHandle(OutboxStore::counts);
        countedAt = System.nanoTime();
        waiting.set(counts.waiting());
        refused.set(counts.refused());
    }

    private void pause() {
        try {
            wake.tryAcquire(250, TimeUnit.MILLISECONDS);
            count();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debugf("outbox: cannot be counted now: %s", e.getMessage());
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        wake.release();
        var running = thread;
        if (running != null) {
            running.join(Duration.ofSeconds(5));
        }
    }
}
