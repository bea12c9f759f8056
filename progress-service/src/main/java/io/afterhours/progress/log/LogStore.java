package io.afterhours.progress.log;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Log lines. */
@ApplicationScoped
public class LogStore {
    private static final long NUMBERING = 0x6c6f67L;

    /** A line that has no number yet. */
    record Written(String session, Instant at, String stream, String text) {}

    /** How long a session's log is now. */
    record Length(String session, long lines, long leftOut) {
        long kept() {
            return lines - leftOut;
        }
    }

    /**
     * Adds lines in their order. One transaction at a time numbers lines, so that who has read up to a number has not missed a lower
     * one.
     */
    List<Length> add(Handle tx, List<Written> lines, Instant now) {
        tx.execute("select pg_advisory_xact_lock(?)", NUMBERING);
        var counts = new LinkedHashMap<String, Long>();
        for (var line : lines) {
            counts.merge(line.session(), 1L, Long::sum);
        }
        tx.createUpdate("""
                        insert into log_line (session, at, stream, text)
                        select session, at, stream, text
                        from unnest(:sessions, :ats, :streams, :texts) with ordinality
                          as new (session, at, stream, text, place)
                        order by place""")
                .bind("sessions", ArrayOf.texts(lines, Written::session))
                .bind("ats", ArrayOf.instants(lines, Written::at))
                .bind("streams", ArrayOf.texts(lines, Written::stream))
                .bind("texts", ArrayOf.texts(lines, Written::text))
                .execute();
        return tx.createQuery("""
                        insert into session_log (session, lines, heard_at)
                        select session, lines, :now from unnest(:sessions, :counts) as new (session, lines)
                        on conflict (session) do update
                          set lines = session_log.lines + excluded.lines, heard_at = excluded.heard_at
                        returning session, lines, left_out""")
                .bind("sessions", ArrayOf.texts(counts.keySet()))
                .bind("counts", ArrayOf.bigints(counts.values()))
                .bind("now", now)
                .map((rows, context) -> new Length(rows.getString(1), rows.getLong(2), rows.getLong(3)))
                .list();
    }

    /** Leaves out what lies between head and tail; the line before the tail becomes a note that says how much. */
    void leaveOutMiddle(Handle tx, Length length, int head, int tail, Instant at) {
        var first = place(
                tx,
                length.session(),
                "select n from log_line where session = :session order by n offset :offset limit 1",
                head);
        var last = place(
                tx,
                length.session(),
                "select n from log_line where session = :session order by n desc offset :offset limit 1",
                tail);
        var deleted = tx.createUpdate("delete from log_line where session = :session and n >= :first and n < :last")
                .bind("session", length.session())
                .bind("first", first)
                .bind("last", last)
                .execute();
        var leftOut = length.lines() - head - tail;
        tx.createUpdate("update log_line set at = :at, stream = 'note', text = :text where n = :last")
                .bind("at", at)
                .bind("text", "… " + leftOut + " lines are left out here …")
                .bind("last", last)
                .execute();
        tx.createUpdate("update session_log set left_out = :leftOut where session = :session and :deleted > 0")
                .bind("leftOut", leftOut)
                .bind("deleted", deleted)
                .bind("session", length.session())
                .execute();
    }

    private static long place(Handle tx, String session, String sql, int offset) {
        return tx.createQuery(sql)
                .bind("session", session)
                .bind("offset", offset)
                .mapTo(Long.class)
                .one();
    }

    /** The sessions that worked on a build. */
    List<String> sessionsOf(Handle tx, String build) {
        return tx.createQuery("select id from session where build = :build")
                .bind("build", build)
                .mapTo(String.class)
                .list();
    }

    /** Lines of the sessions after a number, in their order; those that contain the text, in any case, where one is given. */
    List<Line> read(Handle tx, List<String> sessions, long after, @Nullable String text, int limit) {
        return tx.createQuery("""
                        select line.* from unnest(:sessions) as wanted (id) cross join lateral (
                          select * from log_line
                          where session = wanted.id and n > :after and (:pattern::text is null or text ilike :pattern)
                          order by n limit :limit
                        ) as line order by n limit :limit""")
                .bind("sessions", ArrayOf.texts(sessions))
                .bind("after", after)
                .bind("pattern", text == null ? null : "%" + literal(text) + "%")
                .bind("limit", limit)
                .map((rows, context) -> new Line(
                        rows.getLong("n"),
                        Instants.of(rows, "at"),
                        rows.getString("stream"),
                        rows.getString("text"),
                        rows.getString("session")))
                .list();
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
