package io.afterhours.scheduler.runner;

import io.afterhours.contracts.runner.HostResource;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.facts.Row;
import io.afterhours.scheduler.overload.Pressure;
import io.afterhours.scheduler.planning.FullHost;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the table {@code runner} says of the runners' hosts: which are full, and for how long. */
@ApplicationScoped
public class HostStore {
    /** How often a runner says how full its host is, unless its operator set another heartbeat. */
    private static final Duration REPORTED_EVERY = Duration.ofSeconds(10);

    /**
     * What the runners of a pool can take.
     *
     * @param slots how many attempts may be live there in all; at a full host no more than are
     * @param full the fullest of them, where none takes anything more because of that
     */
    public record Capacity(int slots, @Nullable FullHost full) {}

    /**
     * What the runners of a pool that are there can take, those that are full apart; nothing while the pool is held. Builds that are
     * done together take one slot.
     */
    public Fact<Capacity> capacity(String pool, Duration silence) {
        return new Fact<>(
                """
                select r.name, r.slots, r.last_seen, r.full_of, r.full_since, r.disk_percent, r.memory_percent,
                  case when r.full_of is null then 0 else (
                    select count(distinct coalesce(a.batch::text, a.session)) from attempt a
                    where a.runner = r.name and a.state in ('dispatched', 'running', 'verifying')) end as live
                from runner r
                where r.pool = :pool and r.state = 'ready' and r.slots > 0
                  and r.last_seen > clock_timestamp() - make_interval(secs => :silence)
                  and not exists (select 1 from pool where name = :pool and held_by is not null)
                order by r.name""",
                query -> query.bind("pool", pool).bind("silence", silence.toMillis() / 1000.0),
                rows -> capacity(rows.stream().map(HostStore::there).toList()));
    }

    private static Capacity capacity(List<There> there) {
        var slots = there.stream()
                .mapToInt(each -> each.full() == null ? each.slots() : each.live())
                .sum();
        return new Capacity(slots, full(there));
    }

    private static There there(Row row) {
        var full = row.textOrNull("full_of");
        return new There(
                row.text("name"),
                row.count("slots"),
                row.instant("last_seen"),
                full == null ? null : HostResource.of(full),
                row.instantOrNull("full_since"),
                row.count("disk_percent"),
                row.count("memory_percent"),
                row.count("live"));
    }

    /** Of several, the one that is full for the longest is named. */
    private static @Nullable FullHost full(List<There> there) {
        if (there.stream().anyMatch(each -> each.full() == null)) {
            return null;
        }
        var slots = there.stream().mapToInt(There::slots).sum();
        var nextReport = there.stream()
                .map(each -> each.lastSeen().plus(REPORTED_EVERY))
                .min(Comparator.naturalOrder())
                .orElse(null);
        return there.stream()
                .min(Comparator.comparing(There::since))
                .map(first -> new FullHost(
                        first.name(),
                        first.resource(),
                        first.percent(),
                        first.since(),
                        there.size() - 1,
                        slots,
                        nextReport))
                .orElse(null);
    }

    private record There(
            String name,
            int slots,
            Instant lastSeen,
            @Nullable HostResource full,
            @Nullable Instant fullSince,
            int disk,
            int memory,
            int live) {
        HostResource resource() {
            return Objects.requireNonNull(full);
        }

        Instant since() {
            return Objects.requireNonNullElse(fullSince, Instant.EPOCH);
        }

        int percent() {
            return resource() == HostResource.DISK ? disk : memory;
        }
    }

    /**
     * Notes whether a report said that the host is over its limit; a runner that was silent for a minute begins anew.
     *
     * @return how long it has been so
     */
    public Pressure press(Handle tx, String name, boolean over, Instant now) {
        return tx.createQuery("""
                        update runner set pressed_at = :now, over_since = case
                          when not :over then null
                          when pressed_at > :now - interval '1 minute' then coalesce(over_since, :now)
                          else :now end
                        where name = :name returning over_since, relieved_at""")
                .bind("name", name)
                .bind("over", over)
                .bind("now", now)
                .map((rows, context) ->
                        new Pressure(Instants.orNull(rows, "over_since"), Instants.orNull(rows, "relieved_at")))
                .one();
    }

    /** An attempt was stopped for the sake of its host. */
    public void relieved(Handle tx, String name, Instant now) {
        tx.createUpdate("update runner set relieved_at = :now where name = :name")
                .bind("name", name)
                .bind("now", now)
                .execute();
    }
}
