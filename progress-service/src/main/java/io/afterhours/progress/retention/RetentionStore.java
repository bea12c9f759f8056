package io.afterhours.progress.retention;

import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Deletes sessions with all that belongs to them. */
@ApplicationScoped
public class RetentionStore {
    /** Some sessions that ended or fell silent before the given times; locked, those in use are left for later. */
    List<String> due(Handle tx, Instant endedBefore, Instant silentBefore, int limit) {
        return tx.createQuery("""
                        select id from session
                        where ended_at < :endedBefore
                           or (ended_at is null and updated_at < :silentBefore
                               and not exists (select from log_line
                                 where log_line.session = session.id and log_line.at >= :silentBefore))
                        limit :limit for update skip locked""")
                .bind("endedBefore", endedBefore)
                .bind("silentBefore", silentBefore)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    void delete(Handle tx, List<String> sessions, Instant now) {
        tx.createUpdate("""
                        insert into session_gone (id, ended_at, gone_at)
                        select id, ended_at, :now from session where id = any(:sessions) and ended_at is not null
                        on conflict (id) do update set ended_at = excluded.ended_at, gone_at = excluded.gone_at""")
                .bind("now", now)
                .bind("sessions", ArrayOf.texts(sessions))
                .execute();
        for (var table : List.of("session_update", "log_line", "session_log", "session_error", "session_erring")) {
            tx.createUpdate("delete from " + table + " where session = any(:sessions)")
                    .bind("sessions", ArrayOf.texts(sessions))
                    .execute();
        }
        tx.createUpdate("delete from session where id = any(:sessions)")
                .bind("sessions", ArrayOf.texts(sessions))
                .execute();
    }

    void forget(Handle tx, Instant before) {
        tx.createUpdate("delete from session_gone where gone_at < :before")
                .bind("before", before)
                .execute();
        tx.createUpdate("delete from keyed_report where at < :before")
                .bind("before", before)
                .execute();
    }
}
