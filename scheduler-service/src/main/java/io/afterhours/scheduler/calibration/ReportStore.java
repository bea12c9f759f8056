package io.afterhours.scheduler.calibration;

import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The tables {@code attempt_progress} and {@code attempt_cost}: what other services last said of attempts. */
@ApplicationScoped
public class ReportStore {
    /** How far an attempt said it was, and when. */
    public record Said(double percent, Instant at) {}

    /** Keeps the progress of live attempts; what is older than what is known, or about other sessions, changes nothing. */
    void keepProgress(Handle tx, Collection<ProgressChanged> changes) {
        tx.createUpdate("""
                        insert into attempt_progress (session, version, percent, at)
                        select a.session, said.version, said.percent, said.at
                        from unnest(:sessions, :versions, :percents, :ats) as said (session, version, percent, at)
                        join attempt a on a.session = said.session and a.ended_at is null
                        order by a.session
                        on conflict (session) do update
                          set version = excluded.version, percent = excluded.percent, at = excluded.at
                        where attempt_progress.version < excluded.version""")
                .bind("sessions", ArrayOf.texts(changes, ProgressChanged::session))
                .bind("versions", ArrayOf.bigints(changes, ProgressChanged::version))
                .bind("percents", ArrayOf.doubles(changes, change -> Math.clamp(change.percent(), 0, 100)))
                .bind("ats", ArrayOf.instants(changes, ProgressChanged::updatedAt))
                .execute();
    }

    /** Keeps what attempts have cost; those that are over already are to be learned from again. */
    void keepCosts(Handle tx, Collection<CostRecorded> records) {
        tx.createUpdate("""
                        with kept as (
                          insert into attempt_cost (session, nanos, unknown_calls, at)
                          select a.session, said.nanos, said.unknown, said.at
                          from unnest(:sessions, :nanos, :unknown, :ats) as said (session, nanos, unknown, at)
                          join attempt a on a.session = said.session
                          order by a.session
                          on conflict (session) do update
                            set nanos = excluded.nanos, unknown_calls = excluded.unknown_calls, at = excluded.at
                          where attempt_cost.at <= excluded.at
                          returning session)
                        update outcome o set learned = false from kept where o.session = kept.session and o.succeeded""")
                .bind("sessions", ArrayOf.texts(records, CostRecorded::session))
                .bind("nanos", ArrayOf.bigints(records, CostRecorded::sessionNanos))
                .bind("unknown", ArrayOf.bigints(records, CostRecorded::unknownCalls))
                .bind("ats", ArrayOf.instants(records, CostRecorded::at))
                .execute();
    }

    /** What the live attempts at these builds last said, by the build's number. */
    public Map<Long, Said> progress(Handle tx, Collection<Long> builds) {
        var found = new HashMap<Long, Said>();
        if (!builds.isEmpty()) {
            tx.createQuery("""
                            select a.build, p.percent, p.at from attempt a join attempt_progress p on p.session = a.session
                            where a.build = any(:builds) and a.ended_at is null""")
                    .bind("builds", ArrayOf.bigints(builds))
                    .map((rows, context) -> Map.entry(
                            rows.getLong("build"), new Said(rows.getDouble("percent"), Instants.of(rows, "at"))))
                    .forEach(each -> found.put(each.getKey(), each.getValue()));
        }
        return found;
    }

    /** What all attempts at these builds have cost, nano-dollars by the build's number; without those of which a part is unknown. */
    public Map<Long, Long> costs(Handle tx, Collection<Long> builds) {
        var found = new HashMap<Long, Long>();
        if (!builds.isEmpty()) {
            tx.createQuery("""
                            select a.build, sum(c.nanos)::bigint as nanos from attempt a join attempt_cost c on c.session = a.session
                            where a.build = any(:builds) group by a.build having sum(c.unknown_calls) = 0""")
                    .bind("builds", ArrayOf.bigints(builds))
                    .map((rows, context) -> Map.entry(rows.getLong("build"), rows.getLong("nanos")))
                    .forEach(each -> found.put(each.getKey(), each.getValue()));
        }
        return found;
    }
}
