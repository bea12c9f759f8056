package io.afterhours.scheduler.calibration;

import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.estimate.Experience;
import io.afterhours.scheduler.estimate.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code outcome}. */
@ApplicationScoped
public class OutcomeStore {
    /** A build's cost is known once something was reported and every call of it had a price. */
    private static final String COST = "case when c.unknown_calls = 0 then c.nanos end as cost";

    /**
     * Writes down what attempts that ended took, each once, beside what was said of their builds. What builds took together says
     * nothing of what each takes alone, and is left to the batches.
     *
     * @return how many that were
     */
    int grade(Handle tx, int limit) {
        return tx.createUpdate("""
                        with ended as (
                          select a.session from attempt a where a.ended_at is not null and not a.graded
                          order by a.ended_at limit :limit for update skip locked),
                        marked as (
                          update attempt a set graded = true from ended where a.session = ended.session returning a.*),
                        forgotten as (delete from attempt_progress p using ended where p.session = ended.session)
                        insert into outcome (session, build, kind, agent, model, effort, succeeded, took, minutes_p50,
                          minutes_p90, cost_p50, cost_p90, source, ended_at, learned)
                        select m.session, b.number, b.kind, m.agent, m.model, b.effort, m.state = 'succeeded',
                          greatest(m.ended_at - coalesce(m.started_at, m.dispatched_at), interval '0'), b.minutes_p50,
                          b.minutes_p90, b.cost_p50, b.cost_p90, b.estimate_source, m.ended_at, m.state <> 'succeeded'
                        from marked m join build b on b.number = m.build
                        where m.batch is null
                        on conflict do nothing""").bind("limit", limit).execute();
    }

    /** The kinds of which something is not learned yet; from here on it counts as learned. */
    List<String> unlearned(Handle tx) {
        return tx.createQuery("""
                        with taken as (
                          update outcome set learned = true
                          where session in (select session from outcome where not learned for update skip locked)
                          returning kind)
                        select distinct kind from taken order by kind""").mapTo(String.class).list();
    }

    /** What the latest builds of a kind took, newest first. */
    List<Outcome> latest(Handle tx, String kind) {
        return tx.createQuery("""
                        select o.agent, o.model, extract(epoch from o.effort)::bigint as effort_s,
                          extract(epoch from o.took) * 1000 as took_ms,""" + COST + """
                         from outcome o left join attempt_cost c on c.session = o.session
                        where o.kind = :kind and o.succeeded order by o.ended_at desc limit :limit""")
                .bind("kind", kind)
                .bind("limit", Experience.LOOKED_BACK)
                .map((rows, context) -> new Outcome(
                        rows.getString("agent"),
                        rows.getString("model"),
                        Duration.ofSeconds(rows.getLong("effort_s")),
                        Duration.ofMillis(rows.getLong("took_ms")),
                        nanos(rows)))
                .list();
    }

    /** A finished build beside what was said of it. */
    public record Graded(
            long build,
            String agent,
            @Nullable String model,
            Instant endedAt,
            Duration took,
            int minutesP50,
            int minutesP90,
            @Nullable Long nanos,
            long costP50,
            long costP90,
            String source) {}

    /** The latest finished builds of a kind, newest first. */
    List<Graded> graded(Handle tx, String kind, int limit) {
        return tx.createQuery("""
                        select o.*, extract(epoch from o.took) * 1000 as took_ms,""" + COST + """
                         from outcome o left join attempt_cost c on c.session = o.session
                        where o.kind = :kind and o.succeeded order by o.ended_at desc limit :limit""")
                .bind("kind", kind)
                .bind("limit", limit)
                .map((rows, context) -> new Graded(
                        rows.getLong("build"),
                        rows.getString("agent"),
                        rows.getString("model"),
                        Instants.of(rows, "ended_at"),
                        Duration.ofMillis(rows.getLong("took_ms")),
                        rows.getInt("minutes_p50"),
                        rows.getInt("minutes_p90"),
                        nanos(rows),
                        rows.getLong("cost_p50"),
                        rows.getLong("cost_p90"),
                        rows.getString("source")))
                .list();
    }

    private static @Nullable Long nanos(ResultSet rows) throws SQLException {
        var nanos = rows.getLong("cost");
        return rows.wasNull() ? null : nanos;
    }
}
