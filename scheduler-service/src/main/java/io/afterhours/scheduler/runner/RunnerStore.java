package io.afterhours.scheduler.runner;

import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code runner}; whether one is there is judged by the database's clock. */
@ApplicationScoped
public class RunnerStore {
    /** A runner as it was last heard of. */
    public record Runner(
            String runner, String pool, int slots, int used, String state, List<String> profiles, Instant lastSeen) {}

    /** Notes a report; says whether it could let a build start. */
    public boolean seen(Handle tx, String name, RunnerReported reported) {
        return tx.createQuery("""
                        with old as (select slots, state, last_seen from runner where name = :name)
                        insert into runner (name, pool, slots, used, state, profiles, last_seen)
                        values (:name, :pool, :slots, :used, :state, :profiles, clock_timestamp())
                        on conflict (name) do update set pool = excluded.pool, slots = excluded.slots, used = excluded.used,
                          state = excluded.state, profiles = excluded.profiles, last_seen = excluded.last_seen
                        returning coalesce((select slots <> :slots or state <> :state
                          or last_seen < clock_timestamp() - interval '30 seconds' from old), true)""")
                .bind("name", name)
                .bind("pool", reported.pool())
                .bind("slots", reported.slots())
                .bind("used", reported.used())
                .bind("state", reported.state())
                .bindArray("profiles", String.class, reported.profiles())
                .mapTo(Boolean.class)
                .one();
    }

    /** How many attempts the runners of a pool that are there can take in all; none while the pool is held. */
    public int slots(Handle tx, String pool, Duration silence) {
        return tx.createQuery("""
                        select coalesce(sum(slots), 0) from runner
                        where pool = :pool and state = 'ready'
                          and last_seen > clock_timestamp() - make_interval(secs => :silence)
                          and not exists (select 1 from pool where name = :pool and held_by is not null)""")
                .bind("pool", pool)
                .bind("silence", silence.toMillis() / 1000.0)
                .mapTo(Integer.class)
                .one();
    }

    List<Runner> all(Handle tx) {
        return tx.createQuery("select * from runner order by name")
                .map((rows, context) -> new Runner(
                        rows.getString("name"),
                        rows.getString("pool"),
                        rows.getInt("slots"),
                        rows.getInt("used"),
                        rows.getString("state"),
                        List.of((String[]) rows.getArray("profiles").getArray()),
                        Instants.of(rows, "last_seen")))
                .list();
    }
}
