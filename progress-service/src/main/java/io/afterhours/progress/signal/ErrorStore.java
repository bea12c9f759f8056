package io.afterhours.progress.signal;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Errors of live sessions, and where to find more of them. */
@ApplicationScoped
public class ErrorStore {
    private static final int AT_A_TIME = 20_000;
    private static final int IN_SIGHT = 20;
    private static final int MOST_OF_SESSION = 50;

    /** Lines up to one that were not looked at before; {@code more} while there are others after it. */
    record Lines(List<ErrorRules.Said> errors, boolean more) {}

    /**
     * The next errors of the log that were written since their session is as far as it is, and moves on past them. One service at a time looks; where nobody did before, what was written
     * already is left alone. Lines are numbered in the order of their transactions, so that no lower number is still to come.
     */
    Lines lines(Handle tx) {
        tx.execute("insert into log_watch (n) select coalesce(max(n), 0) from log_line on conflict do nothing");
        var from = tx.createQuery("select n from log_watch for update")
                .mapTo(Long.class)
                .one();
        var newest = tx.createQuery("select coalesce(max(n), 0) from log_line")
                .mapTo(Long.class)
                .one();
        var to = Math.min(newest, from + AT_A_TIME);
        if (to <= from) {
            return new Lines(List.of(), false);
        }
        tx.createUpdate("update log_watch set n = :to").bind("to", to).execute();
        var errors =
                errors(tx.createQuery("""
                        select line.session, line.at, line.text, (session.facts ->> 'percent')::double precision as percent
                        from log_line as line join session on session.id = line.session cross join lateral (
                          select min(at) filter (where percent >= (session.facts ->> 'percent')::double precision) as at
                          from (select * from session_update where session_update.session = session.id and mark is null
                            order by at desc, sequence desc limit :most) as last) as there
                        where line.n > :from and line.n <= :to and line.text ~* :error and line.text !~* :none
                          and session.ended_at is null and session.agent is not null
                          and line.at >= coalesce(there.at, '-infinity')
                        order by line.n""").bind("from", from).bind("to", to).bind("most", IN_SIGHT));
        return new Lines(errors, to < newest);
    }

    /**
     * The errors among the last reports of sessions that reported since, from the report on that has them as far as they are. Most
     * sessions never told of an error, and nothing of them is read.
     */
    List<ErrorRules.Said> reports(Handle tx, Instant since) {
        return errors(tx.createQuery("""
                        select session.id as session, recent.at, recent.message as text,
                          (session.facts ->> 'percent')::double precision as percent
                        from session_erring join session on session.id = session_erring.session cross join lateral (
                          select at, message, min(at) filter (where percent >= (session.facts ->> 'percent')::double precision)
                            over () as there
                          from (select * from session_update where session_update.session = session.id and mark is null
                            order by at desc, sequence desc limit :most) as last) as recent
                        where session.ended_at is null and session.agent is not null and session.published_at > :since
                          and recent.at >= coalesce(recent.there, '-infinity') and recent.message ~* :error and recent.message !~* :none
                        order by recent.at""").bind("most", IN_SIGHT).bind("since", since));
    }

    /** What a query finds that takes for an error what the rules take for one. */
    private static List<ErrorRules.Said> errors(Query query) {
        return query.bind("error", ErrorRules.ERROR)
                .bind("none", ErrorRules.NO_ERROR)
                .map((rows, context) -> new ErrorRules.Said(
                        rows.getString("session"),
                        rows.getDouble("percent"),
                        Instants.of(rows, "at"),
                        rows.getString("text")))
                .list();
    }

    /** What is known of the sessions' errors. */
    List<Repeated> known(Handle tx, Set<String> sessions) {
        return tx.createQuery(
                        "select * from session_error where session = any(:sessions) order by session, alike for update")
                .bind("sessions", ArrayOf.texts(sessions))
                .map((rows, context) -> new Repeated(
                        rows.getString("session"),
                        rows.getString("alike"),
                        rows.getString("error"),
                        rows.getDouble("percent"),
                        rows.getInt("times"),
                        Instants.of(rows, "first_at"),
                        Instants.of(rows, "last_at")))
                .list();
    }

    /** Writes counts down; of each session the newest fifty stay. */
    void save(Handle tx, Collection<Repeated> errors) {
        var batch = tx.prepareBatch("""
                insert into session_error (session, alike, error, percent, times, first_at, last_at)
                values (:session, :alike, :error, :percent, :times, :firstAt, :lastAt)
                on conflict (session, alike) do update set percent = excluded.percent, times = excluded.times,
                  first_at = excluded.first_at, last_at = excluded.last_at""");
        var sessions = new ArrayList<String>();
        for (var error : errors) {
            sessions.add(error.session());
            batch.bind("session", error.session())
                    .bind("alike", error.alike())
                    .bind("error", error.error())
                    .bind("percent", error.percent())
                    .bind("times", error.times())
                    .bind("firstAt", error.firstAt())
                    .bind("lastAt", error.lastAt())
                    .add();
        }
        batch.execute();
        tx.createUpdate("""
                        delete from session_error using (
                          select session, alike, row_number() over (partition by session order by last_at desc) as place
                          from session_error where session = any(:sessions)) as ranked
                        where session_error.session = ranked.session and session_error.alike = ranked.alike
                          and ranked.place > :most""")
                .bind("sessions", ArrayOf.texts(sessions))
                .bind("most", MOST_OF_SESSION)
                .execute();
    }

    /** Forgets errors that did not come since, and those of sessions that have ended; says whose they were. */
    List<String> forget(Handle tx, Instant before) {
        return tx.createQuery("""
                        delete from session_error using session
                        where session.id = session_error.session
                          and (session_error.last_at < :before or session.ended_at is not null)
                        returning session_error.session""").bind("before", before).mapTo(String.class).list();
    }
}
