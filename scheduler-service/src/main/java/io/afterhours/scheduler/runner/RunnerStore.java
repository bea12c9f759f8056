package io.afterhours.scheduler.runner;

import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code runner}; whether one is there is judged by the database's clock. */
@ApplicationScoped
public class RunnerStore {
    /**
     * A runner as it was last heard of.
     *
     * @param host how full its host is; absent from one that does not measure it
     */
    public record Runner(
            String runner,
            String pool,
            int slots,
            int used,
            String state,
            List<String> profiles,
            Instant lastSeen,
            @Nullable HostLoad host) {}

    /** Notes a report; says whether it could let a build start. */
    public boolean seen(Handle tx, String name, RunnerReported reported) {
        var host = reported.host();
        return tx.createQuery("""
                        with old as (select slots, state, last_seen, full_of from runner where name = :name)
                        insert into runner (name, pool, slots, used, state, profiles, last_seen, disk_percent, memory_percent,
                          load_percent, full_of, full_since)
                        values (:name, :pool, :slots, :used, :state, :profiles, clock_timestamp(), :disk, :memory, :load, :full,
                          least(:since, clock_timestamp()))
                        on conflict (name) do update set pool = excluded.pool, slots = excluded.slots, used = excluded.used,
                          state = excluded.state, profiles = excluded.profiles, last_seen = excluded.last_seen,
                          disk_percent = excluded.disk_percent, memory_percent = excluded.memory_percent,
                          load_percent = excluded.load_percent, full_of = excluded.full_of, full_since = excluded.full_since
                        returning coalesce((select slots <> :slots or state <> :state or full_of is distinct from :full
                          or last_seen < clock_timestamp() - interval '30 seconds' from old), true)""")
                .bind("name", name)
                .bind("pool", reported.pool())
                .bind("slots", reported.slots())
                .bind("used", reported.used())
                .bind("state", reported.state())
                .bind("profiles", ArrayOf.texts(reported.profiles()))
                .bind("disk", host == null ? null : (Integer) host.diskPercent())
                .bind("memory", host == null ? null : (Integer) host.memoryPercent())
                .bind("load", host == null ? null : host.loadPercent())
                .bind("full", wordOf(host == null ? null : host.full()))
                .bind("since", host == null ? null : host.fullSince())
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

    private static @Nullable String wordOf(@Nullable HostResource full) {
        return full == null ? null : full.word();
    }

    static @Nullable HostResource fullOf(ResultSet rows) throws SQLException {
        var word = rows.getString("full_of");
        return word == null ? null : HostResource.of(word);
    }

    private static @Nullable HostLoad host(ResultSet rows) throws SQLException {
        var disk = rows.getObject("disk_percent", Integer.class);
        var memory = rows.getObject("memory_percent", Integer.class);
        return disk == null || memory == null
                ? null
                : new HostLoad(
                        disk,
                        memory,
                        rows.getObject("load_percent", Integer.class),
                        fullOf(rows),
                        Instants.orNull(rows, "full_since"));
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
                        Instants.of(rows, "last_seen"),
                        host(rows)))
                .list();
    }
}
