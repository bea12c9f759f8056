package io.afterhours.progress.session;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.BinaryCopy;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** What was reported of each session, as it was reported, and which sessions told of errors. */
@ApplicationScoped
public class HistoryStore {
    private static final List<String> COLUMNS =
            List.of("session", "at", "sequence", "received_at", "percent", "state", "message", "step", "mark");

    private static final String ADD = "insert into session_update (" + String.join(", ", COLUMNS)
            + ") select * from unnest("
            + ":reported, :ats, :sequences, :receivedAts, :percents, :states, :messages, :steps, :marks)";

    /**
     * A statement before which these reports are added. Few go along with it in one question to the database; many are copied here
     * and now, which is two more and costs less.
     */
    org.jdbi.v3.core.statement.Update addedBefore(Handle tx, List<Entry> reports, String statement) {
        noteErring(tx, reports);
        if (reports.isEmpty()) {
            return tx.createUpdate(statement);
        }
        if (reports.size() < BinaryCopy.WORTH_IT) {
            return bind(tx.createUpdate(ADD + ";\n" + statement), reports);
        }
        BinaryCopy.into(tx, "session_update", COLUMNS, rows -> reports.forEach(entry -> copy(rows.row(), entry)));
        return tx.createUpdate(statement);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, List<Entry> reports) {
        return statement
                .bind("reported", ArrayOf.texts(reports, Entry::session))
                .bind(
                        "ats",
                        ArrayOf.instants(
                                reports, entry -> entry.update().moment().at()))
                .bind(
                        "sequences",
                        ArrayOf.bigints(
                                reports, entry -> entry.update().moment().sequence()))
                .bind(
                        "receivedAts",
                        ArrayOf.instants(reports, entry -> entry.update().receivedAt()))
                .bind(
                        "percents",
                        ArrayOf.doubles(reports, entry -> entry.update().percent()))
                .bind("states", ArrayOf.texts(reports, entry -> entry.update().state()))
                .bind("messages", ArrayOf.texts(reports, entry -> entry.update().message()))
                .bind("steps", ArrayOf.texts(reports, entry -> entry.update().step()))
                .bind("marks", ArrayOf.texts(reports, Entry::word));
    }

    private static void copy(BinaryCopy row, Entry entry) {
        var update = entry.update();
        row.text(entry.session())
                .instant(update.moment().at())
                .bigint(update.moment().sequence())
                .instant(update.receivedAt())
                .real(update.percent())
                .text(update.state())
                .text(update.message())
                .text(update.step())
                .text(entry.word());
    }

    private static void noteErring(Handle tx, List<Entry> reports) {
        var erring = reports.stream()
                .filter(entry -> ErrorText.isIn(entry.update().message()))
                .map(Entry::session)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!erring.isEmpty()) {
            tx.createUpdate("insert into session_erring (session) select unnest(:sessions) on conflict do nothing")
                    .bind("sessions", ArrayOf.texts(erring))
                    .execute();
        }
    }

    /** Marks what was recorded so far as another's word. */
    void markForeign(Handle tx, String session) {
        tx.createUpdate("update session_update set mark = 'foreign' where session = :session")
                .bind("session", session)
                .execute();
    }

    /** The newest reports of each session, in the order of their moments. */
    Map<String, List<Recorded>> recent(Handle tx, Collection<String> sessions, int each) {
        var recent = new LinkedHashMap<String, List<Recorded>>();
        tx.createQuery("""
                        select recent.* from unnest(:sessions) as wanted (id) cross join lateral (
                          select * from session_update where session = wanted.id order by at desc, sequence desc limit :each
                        ) as recent order by at, sequence""")
                .bind("sessions", ArrayOf.texts(sessions))
                .bind("each", each)
                .map((rows, context) -> Map.entry(rows.getString("session"), recorded(rows)))
                .forEach(entry -> recent.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                        .add(entry.getValue()));
        return recent;
    }

    /** A page of a session's history counted from its newest report, in the order of the moments. */
    List<Recorded> page(Handle tx, String session, int offset, int limit) {
        return tx.createQuery("""
                        select * from (
                          select * from session_update where session = :session
                          order by at desc, sequence desc limit :limit offset :offset
                        ) as page order by at, sequence""")
                .bind("session", session)
                .bind("offset", offset)
                .bind("limit", limit)
                .map((rows, context) -> recorded(rows))
                .list();
    }

    private static Recorded recorded(java.sql.ResultSet rows) throws java.sql.SQLException {
        return new Recorded(
                Instants.of(rows, "at"),
                Instants.of(rows, "received_at"),
                rows.getObject("percent", Double.class),
                rows.getString("state"),
                rows.getString("message"),
                rows.getString("step"),
                rows.getString("mark"));
    }
}
