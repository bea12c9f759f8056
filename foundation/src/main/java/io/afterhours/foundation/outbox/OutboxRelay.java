package io.afterhours.foundation.outbox;

import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.nats.NatsClient;
import io.afterhours.foundation.nats.StreamKeeper;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outbox in order. Woken at commit; the poll each second is the safety net. One relay at a time per database, by
 * an advisory lock, so the order holds with any number of replicas.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long LOCK = 0x6f7574626f78L;
    private static final int BATCH = 500;
    private static final int MESSAGE_TOO_LARGE = 10054;

    private final Jdbi jdbi;
    private final NatsClient nats;
    private final String service;
    private final boolean enabled;
    private final List<Streams> streams;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean closed;
    private @Nullable Thread thread;
    private boolean streamsEnsured;

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
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            thread = Thread.ofVirtual().name("outbox-relay").start(this::relay);
        }
    }

    void wake() {
        wake.release();
    }

    private void relay() {
        while (!closed) {
            try {
                if (relayOnce() < BATCH) {
                    wake.tryAcquire(1, TimeUnit.SECONDS);
                    wake.drainPermits();
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

    /** Publishes what waits, at most one batch; says how much that was. */
    public int relayOnce() throws Exception {
        if (!streamsEnsured) {
            var management = nats.management();
            for (var stream : streams) {
                StreamKeeper.ensure(management, stream);
            }
            streamsEnsured = true;
        }
        var jetStream = nats.jetStream();
        return jdbi.inTransaction(tx -> {
            // That an event was sent need not be on the disk: forgotten in a crash, it is sent again under the same id.
            if (!tx.createQuery(
                            "select pg_try_advisory_xact_lock(:lock), set_config('synchronous_commit', 'off', true)")
                    .bind("lock", LOCK)
                    .mapTo(Boolean.class)
                    .one()) {
                return 0;
            }
            var due = due(tx);
            publish(tx, jetStream, due);
            return due.size();
        });
    }

    private static List<Row> due(Handle tx) {
        return tx.createQuery("""
                        select seq, id, subject, type, payload, created_at from outbox
                        where sent_at is null and refused is null order by seq limit :batch""")
                .bind("batch", BATCH)
                .map((rows, context) -> new Row(
                        rows.getLong("seq"),
                        rows.getObject("id", UUID.class),
                        rows.getString("subject"),
                        rows.getString("type"),
                        rows.getString("payload"),
                        rows.getTimestamp("created_at").toInstant()))
                .list();
    }

    private void publish(Handle tx, JetStream jetStream, List<Row> due) throws Exception {
        var acks = new ArrayList<CompletableFuture<PublishAck>>(due.size());
        for (var row : due) {
            acks.add(publishOne(jetStream, row));
        }
        var sent = new ArrayList<Long>();
        Exception failure = null;
        for (int i = 0; i < acks.size() && failure == null; i++) {
            try {
                acks.get(i).get(10, TimeUnit.SECONDS);
                sent.add(due.get(i).seq());
            } catch (ExecutionException e) {
                var reason = permanent(e.getCause());
                if (reason == null) {
                    failure = e;
                } else {
                    refuse(tx, due.get(i), reason);
                }
            }
        }
        markSent(tx, sent);
        waiting.set(due.size() - sent.size());
        if (failure != null && sent.isEmpty()) {
            throw failure;
        }
    }

    private CompletableFuture<PublishAck> publishOne(JetStream jetStream, Row row) {
        var headers = new Headers()
                .put("Nats-Msg-Id", row.id().toString())
                .put("ce-specversion", "1.0")
                .put("ce-id", row.id().toString())
                .put("ce-type", row.type())
                .put("ce-source", "/" + service)
                .put("ce-time", row.createdAt().toString());
        try {
            return jetStream.publishAsync(row.subject(), headers, row.payload().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Why it can never be published, or null when trying again may help. */
    private static @Nullable String permanent(@Nullable Throwable cause) {
        for (var each = cause; each != null; each = each.getCause()) {
            if (each instanceof JetStreamApiException e && e.getApiErrorCode() == MESSAGE_TOO_LARGE) {
                return each.getMessage();
            }
            if (each instanceof IllegalArgumentException) {
                return each.getMessage();
            }
        }
        return null;
    }

    private static void refuse(Handle tx, Row row, String reason) {
        LOG.errorf(
                "outbox: event %s for %s can never be published and stays with its reason: %s",
                row.id(), row.subject(), reason);
        tx.createUpdate("update outbox set refused = :reason where seq = :seq")
                .bind("reason", reason)
                .bind("seq", row.seq())
                .execute();
    }

    private static void markSent(Handle tx, List<Long> sent) {
        if (!sent.isEmpty()) {
            tx.createUpdate("update outbox set sent_at = now() where seq = any(:sent)")
                    .bindArray("sent", Long.class, sent)
                    .execute();
        }
    }

    private void pause() {
        try {
            wake.tryAcquire(250, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        wake.release();
        var running = thread;
        if (running != null) {
            running.join(java.time.Duration.ofSeconds(5));
        }
    }

    private record Row(long seq, UUID id, String subject, String type, String payload, Instant createdAt) {}
}
