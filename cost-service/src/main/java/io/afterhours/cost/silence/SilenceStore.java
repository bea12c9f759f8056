package io.afterhours.cost.silence;

import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The tables {@code session_standing} and {@code silent_cost}. */
@ApplicationScoped
public class SilenceStore {
    /** Where those of the sessions stand that were heard of. */
    Map<String, Standing> standings(Handle tx, Collection<String> sessions) {
        return tx
                .createQuery("select * from session_standing where session = any(:sessions)")
                .bind("sessions", ArrayOf.texts(sessions))
                .map((rows, context) -> new Standing(
                        rows.getString("session"),
                        rows.getDouble("percent"),
                        rows.getString("state"),
                        Instants.of(rows, "moved_at")))
                .stream()
                .collect(Collectors.toMap(Standing::session, Function.identity()));
    }

    /** Takes where sessions stand; one that moved later than that stays. */
    void save(Handle tx, Collection<Standing> standings) {
        tx.createUpdate("""
                        insert into session_standing as known (session, percent, state, moved_at)
                        select * from unnest(:session, :percent, :state, :movedAt) order by 1
                        on conflict (session) do update
                            set percent = excluded.percent, state = excluded.state, moved_at = excluded.moved_at
                            where known.moved_at < excluded.moved_at""")
                .bind("session", ArrayOf.texts(standings, Standing::session))
                .bind("percent", ArrayOf.doubles(standings, Standing::percent))
                .bind("state", ArrayOf.texts(standings, Standing::state))
                .bind("movedAt", ArrayOf.instants(standings, Standing::movedAt))
                .execute();
    }

    /** What a session spent in silence on a day. */
    record Silent(LocalDate day, String session, long nanos) {}

    void add(Handle tx, Collection<Silent> costs) {
        tx.createUpdate("""
                        insert into silent_cost as total (day, session, cost_nanos)
                        select day::date, session, sum(nanos) from unnest(:day, :session, :nanos) as each (day, session, nanos)
                        group by 1, 2 order by 1, 2
                        on conflict (day, session) do update set cost_nanos = total.cost_nanos + excluded.cost_nanos""")
                .bind("day", ArrayOf.texts(costs, each -> each.day().toString()))
                .bind("session", ArrayOf.texts(costs, Silent::session))
                .bind("nanos", ArrayOf.bigints(costs, Silent::nanos))
                .execute();
    }

    /** Adds the sessions' costs of each day before a day up to one; how many those were. */
    int addUp(Handle tx, LocalDate before) {
        return tx.createQuery("""
                        with old as (
                            delete from silent_cost where day < :before and session <> '' returning day, cost_nanos),
                        added as (
                            insert into silent_cost as total (day, session, cost_nanos)
                            select day, '', sum(cost_nanos)::int8 from old group by day order by day
                            on conflict (day, session) do update set cost_nanos = total.cost_nanos + excluded.cost_nanos)
                        select count(*) from old""").bind("before", before).mapTo(Integer.class).one();
    }

    /** What was spent in silence in a span. */
    public Money silent(Handle tx, Span span) {
        return new Money(tx.createQuery("""
                        select coalesce(sum(cost_nanos), 0)::int8 from silent_cost where day >= :from and day < :to""")
                .bind("from", span.from())
                .bind("to", span.to())
                .mapTo(Long.class)
                .one());
    }

    /** Forgets where sessions stand that moved last before; how many that were. */
    int forget(Handle tx, Instant before) {
        return tx.createUpdate("delete from session_standing where moved_at < :before")
                .bind("before", before)
                .execute();
    }
}
