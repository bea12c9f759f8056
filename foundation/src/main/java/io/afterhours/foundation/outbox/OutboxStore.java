package io.afterhours.foundation.outbox;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code outbox}. */
final class OutboxStore {
    private static final long LOCK = 0x6f7574626f78L;
    private static final int COUNTED = 1_000_000;

    private OutboxStore() {}

    /** An event that waits. */
    record Row(
            long seq,
            UUID id,
            String subject,
            String type,
            String payload,
            @Nullable String traceparent,
            Instant createdAt) {
        /** The first token of the subject, of which each stream has its own. */
        String root() {
            return subject.substring(0, Math.max(0, subject.indexOf('.')));
        }
    }

    /** How many events wait, at most a million are counted, and how many stay because they can never be published. */
    record Counts(long waiting, long refused) {}

    static void add(
            Handle tx, List<String> subjects, List<String> types, List<String> payloads, @Nullable String traceparent) {
        tx.createUpdate("""
                        insert into outbox (id, subject, type, payload, traceparent)
                        select gen_random_uuid(), subject, type, payload, :traceparent
                        from unnest(:subjects, :types, :payloads) with ordinality as event (subject, type, payload, place)
                        order by place""")
                .bind("subjects", ArrayOf.texts(subjects))
                .bind("types", ArrayOf.texts(types))
                .bind("payloads", ArrayOf.texts(payloads))
                .bind("traceparent", traceparent)
                .execute();
    }

    /**
     * The first events that wait, but for those whose subject begins with one of the held roots; none where another relay is at
     * work, and none is until the transaction ends. What another has sent while this was asked is seen as waiting: it is
     * sent again under the same id, and the server drops it.
     *
     * <p>That an event was sent need not be on the disk then: forgotten in a crash, it is sent again likewise.
     */
    static List<Row> due(Handle tx, Collection<String> held, int limit) {
        return tx.createQuery("""
                        with alone as materialized (
                          select pg_try_advisory_xact_lock(:lock) as yes, set_config('synchronous_commit', 'off', true))
                        select due.* from alone cross join lateral (
                          select seq, id, subject, type, payload, traceparent, created_at from outbox
                          where alone.yes and sent_at is null and refused is null and split_part(subject, '.', 1) <> all(:held)
                          order by seq limit :limit) due
                        order by seq""")
                .bind("lock", LOCK)
                .bind("held", ArrayOf.texts(held))
                .bind("limit", limit)
                .map((rows, context) -> new Row(
                        rows.getLong("seq"),
                        rows.getObject("id", UUID.class),
                        rows.getString("subject"),
                        rows.getString("type"),
                        rows.getString("payload"),
                        rows.getString("traceparent"),
                        Instants.of(rows, "created_at")))
                .list();
    }

    /** Whether this is the relay that works, so that what it does not see waiting does not wait. */
    static boolean isAlone(Handle tx) {
        return tx.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one();
    }

    static void markSent(Handle tx, List<Long> sent) {
        if (!sent.isEmpty()) {
            tx.createUpdate("update outbox set sent_at = now() where seq = any(:sent)")
                    .bind("sent", ArrayOf.bigints(sent))
                    .execute();
        }
    }

    static void refuse(Handle tx, long seq, String reason) {
        tx.createUpdate("update outbox set refused = :reason where seq = :seq")
                .bind("reason", reason)
                .bind("seq", seq)
                .execute();
    }

    static Counts counts(Handle tx) {
        return tx.createQuery("""
                        select (select count(*) from
                            (select 1 from outbox where sent_at is null and refused is null limit :most) as waits) as waiting,
                          (select count(*) from outbox where refused is not null) as refused""")
                .bind("most", COUNTED)
                .map((rows, context) -> new Counts(rows.getLong("waiting"), rows.getLong("refused")))
                .one();
    }
}
