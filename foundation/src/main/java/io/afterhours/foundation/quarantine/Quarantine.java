package io.afterhours.foundation.quarantine;

import io.afterhours.contracts.DeadLettered;
import io.afterhours.contracts.Excerpt;
import io.afterhours.contracts.RefusedSettled;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.nats.DeadLetters;
import io.afterhours.foundation.nats.Refused;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of messages that could not be read or applied; each is also published on {@code dead.>}. */
@ApplicationScoped
public class Quarantine implements DeadLetters {
    private static final int SHOWN = 16_000;

    private final Jdbi jdbi;
    private final Outbox outbox;
    private final InstantSource clock;

    Quarantine(Jdbi jdbi, Outbox outbox, InstantSource clock) {
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * One message that stands here.
     *
     * @param payload as text, cut to 16,000 characters
     */
    public record Entry(
            long id,
            Instant at,
            String stream,
            long sequence,
            String consumer,
            String subject,
            String reason,
            String payload,
            long deliveries,
            @Nullable Instant replayedAt) {}

    @Override
    public void bury(Refused refused) {
        jdbi.useTransaction(tx -> add(tx, refused));
    }

    /** Adds a message in the caller's transaction; a second time for the same place in the stream changes nothing. */
    public void add(Handle tx, Refused refused) {
        int added = tx.createUpdate("""
                        insert into quarantine (stream, sequence, consumer, subject, reason, payload, deliveries, received_at)
                        values (:stream, :sequence, :consumer, :subject, :reason, :payload, :deliveries, :receivedAt)
                        on conflict (stream, sequence, consumer) do update
                          set reason = excluded.reason, deliveries = excluded.deliveries, replayed_at = null
                          where quarantine.replayed_at is not null""")
                .bind("stream", refused.stream())
                .bind("sequence", refused.sequence())
                .bind("consumer", refused.consumer())
                .bind("subject", refused.subject())
                .bind("reason", storable(refused.reason()))
                .bind("payload", refused.payload())
                .bind("deliveries", refused.deliveries())
                .bind("receivedAt", refused.receivedAt())
                .execute();
        if (added > 0) {
            outbox.add(
                    tx,
                    new Subject.Dead(Streams.of(refused.stream()), refused.consumer()),
                    new DeadLettered(
                            refused.stream(),
                            refused.sequence(),
                            refused.subject(),
                            refused.consumer(),
                            storable(refused.reason()),
                            refused.deliveries(),
                            shown(refused.payload()),
                            clock.instant()));
        }
    }

    @Override
    public boolean reachable() {
        try {
            return jdbi.withHandle(handle ->
                    handle.createQuery("select 1").mapTo(Integer.class).one() == 1);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Entries after the given id, newest first. */
    public List<Entry> list(@Nullable Long before, int limit) {
        return list(before, limit, null);
    }

    /** Entries after the given id in whose subject or reason the text stands, newest first. */
    List<Entry> list(@Nullable Long before, int limit, @Nullable String text) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from quarantine where (:before::int8 is null or id < :before)
                          and (:text::text is null or position(lower(:text) in lower(subject || ' ' || reason)) > 0)
                        order by id desc limit :limit""")
                .bind("before", before)
                .bind("limit", limit)
                .bind("text", text)
                .map((rows, context) -> entry(rows))
                .list());
    }

    private static Entry entry(ResultSet rows) throws SQLException {
        return new Entry(
                rows.getLong("id"),
                Instants.of(rows, "added_at"),
                rows.getString("stream"),
                rows.getLong("sequence"),
                rows.getString("consumer"),
                rows.getString("subject"),
                rows.getString("reason"),
                shown(rows.getBytes("payload")),
                rows.getLong("deliveries"),
                Instants.orNull(rows, "replayed_at"));
    }

    /**
     * The stored message of an entry, to be applied again.
     *
     * @return nothing where there is no such entry
     */
    public Optional<Refused> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from quarantine where id = :id")
                .bind("id", id)
                .map((rows, context) -> new Refused(
                        rows.getString("stream"),
                        rows.getLong("sequence"),
                        rows.getString("consumer"),
                        rows.getString("subject"),
                        rows.getString("reason"),
                        rows.getLong("deliveries"),
                        Instants.of(rows, "received_at"),
                        rows.getBytes("payload")))
                .findOne());
    }

    /** Who settles an entry, and in which service's quarantine. */
    record Settler(String service, String by) {}

    /**
     * Notes that the message of an entry was applied after all.
     *
     * @return what stands here; nothing where there is no such entry
     */
    Optional<Entry> markReplayed(long id, Settler settler) {
        return settle("update quarantine set replayed_at = now() where id = :id returning *", id, true, settler);
    }

    /**
     * Removes an entry for good.
     *
     * @return what stood here; nothing where there is no such entry
     */
    Optional<Entry> drop(long id, Settler settler) {
        return settle("delete from quarantine where id = :id returning *", id, false, settler);
    }

    private Optional<Entry> settle(String sql, long id, boolean applied, Settler settler) {
        return jdbi.inTransaction(tx -> {
            var settled = tx.createQuery(sql)
                    .bind("id", id)
                    .map((rows, context) -> entry(rows))
                    .findOne();
            settled.ifPresent(entry -> outbox.add(
                    tx,
                    new Subject.Settled(settler.service()),
                    new RefusedSettled(
                            settler.service(), id, applied, settler.by(), entry.subject(), clock.instant())));
            return settled;
        });
    }

    private static String shown(byte[] payload) {
        var text = storable(new String(payload, StandardCharsets.UTF_8));
        return Excerpt.of(text, SHOWN);
    }

    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
