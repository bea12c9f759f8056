package io.afterhours.progress.signal;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The silences between reports, by kind of build, and where to learn more of them. */
@ApplicationScoped
public class GapStore {
    /** Of a kind so many are kept, the newest. */
    static final int MOST = 1_000;

    /** Of one session so many reports count, the newest, so that no session speaks for its kind. */
    static final int MOST_OF_SESSION = 100;

    /** An ended session: its kind of build, and when it was heard of. */
    record Heard(String id, String kind, List<Instant> moments) {}

    /** Some ended sessions that nothing was learned of, locked; others are at work on those that are left out. */
    List<Heard> unlearned(Handle tx, int limit) {
        return tx.createQuery("""
                        with chosen as (
                          select id, agent, coalesce(facts -> 'announced' ->> 'kind', '') as kind, started_at, ended_at
                          from session where ended_at is not null and not gaps_learned
                          limit :limit for update skip locked)
                        select id, kind, started_at, ended_at, agent is not null as owned, array(
                          select extract(epoch from at) from session_update
                          where session = chosen.id and mark is null
                          order by at desc, sequence desc limit :most) as reports
                        from chosen""")
                .bind("limit", limit)
                .bind("most", MOST_OF_SESSION)
                .map((rows, context) -> new Heard(rows.getString("id"), rows.getString("kind"), moments(rows)))
                .list();
    }

    /** Start, reports and end; a session that nobody took was never heard of. */
    private static List<Instant> moments(ResultSet rows) throws SQLException {
        if (!rows.getBoolean("owned")) {
            return List.of();
        }
        var moments = new ArrayList<Instant>();
        for (var seconds : numbers(rows.getArray("reports"))) {
            moments.add(Instant.EPOCH.plus(Math.round(seconds * 1_000_000), ChronoUnit.MICROS));
        }
        if (moments.size() < MOST_OF_SESSION) {
            moments.add(Instants.of(rows, "started_at"));
        }
        moments.add(Instants.of(rows, "ended_at"));
        return moments;
    }

    void learned(Handle tx, List<String> sessions) {
        tx.createUpdate("update session set gaps_learned = true where id = any(:sessions)")
                .bind("sessions", ArrayOf.texts(sessions))
                .execute();
    }

    /** Adds gaps to those of a kind, in seconds; the oldest go. */
    void add(Handle tx, String kind, List<Double> gaps) {
        var newest = gaps.size() <= MOST ? gaps : gaps.subList(0, MOST);
        tx.createUpdate("""
                        insert into kind_gap (kind, seconds) values (:kind, :gaps)
                        on conflict (kind) do update set seconds = trim_array(excluded.seconds || kind_gap.seconds,
                          greatest(0, cardinality(excluded.seconds || kind_gap.seconds) - :most))""")
                .bind("most", MOST)
                .bind("kind", kind)
                .bind("gaps", ArrayOf.doubles(newest))
                .execute();
    }

    /** What is known of the kinds. */
    Map<String, List<Double>> gaps(Handle tx, Set<String> kinds) {
        var gaps = new HashMap<String, List<Double>>();
        tx.createQuery("select kind, seconds from kind_gap where kind = any(:kinds)")
                .bind("kinds", ArrayOf.texts(kinds))
                .map((rows, context) -> Map.entry(rows.getString("kind"), numbers(rows.getArray("seconds"))))
                .forEach(each -> gaps.put(each.getKey(), each.getValue()));
        return gaps;
    }

    private static List<Double> numbers(Array array) throws SQLException {
        return Arrays.stream((Number[]) array.getArray())
                .map(Number::doubleValue)
                .toList();
    }
}
