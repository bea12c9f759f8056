package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code lane}, {@code steering_tag} and {@code steering_build}: which lanes there are, and which build lies in which; triggers put them there. */
@ApplicationScoped
public class LaneStore {
    Fact<Set<Long>> ids() {
        return Fact.of(
                "select id from lane",
                rows -> rows.stream().map(each -> each.number("id")).collect(Collectors.toSet()));
    }

    /**
     * What the clock or the rules have for the lanes to do.
     *
     * @param due when the next waiting build's own time comes, or came
     * @param nightOver when the next night is over for which something was asked of a build, or was
     * @param unsorted whether some builds may not lie in a lane that knows their tags
     */
    record Agenda(@Nullable Instant due, @Nullable Instant nightOver, boolean unsorted) {
        boolean isDue(Instant now) {
            return hasCome(due, now) || hasCome(nightOver, now);
        }

        private static boolean hasCome(@Nullable Instant at, Instant now) {
            return at != null && !at.isAfter(now);
        }
    }

    Fact<Agenda> agenda() {
        return Fact.of("""
                select (select min(due_at) from build where due_at is not null) as due,
                  (select min(night_until) from build where night_until is not null) as night_over,
                  exists (select from steering_tag where laned_to is not null) as unsorted""", rows -> {
            var row = rows.getFirst();
            return new Agenda(row.instantOrNull("due"), row.instantOrNull("night_over"), row.flag("unsorted"));
        });
    }

    /** @param defaultAgent of builds that name none */
    List<Lane> read(Handle tx, Collection<Long> ids, String defaultAgent) {
        return tx.createQuery("""
                        select id, priority, category, extract(epoch from effort)::bigint as effort_s, minutes_p50, minutes_p90, cost_p90, kind,
                          coalesce(agent, :agent) as agent, model, workspace, tags,
                          approved, build, place from lane where id = any(:ids)""")
                .bind("ids", ArrayOf.bigints(ids))
                .bind("agent", defaultAgent)
                .map((rows, context) -> lane(rows))
                .list();
    }

    /** Forgets what was asked of builds for a night that is over, at most {@code limit}. */
    void endNight(Handle tx, Instant now, int limit) {
        tx.createUpdate("""
                        update build set night_until = null, night_place = null where number = any(array(
                          select number from build where night_until <= :now order by night_until limit :limit for update skip locked))""").bind("now", now).bind("limit", limit).execute();
    }

    /** Lets builds whose own time has come into their lanes, at most {@code limit}; returns how many those were. */
    int letIn(Handle tx, Instant now, int limit) {
        return tx.createUpdate("""
                        update build set due_at = null where number = any(array(
                          select number from build where due_at <= :now order by due_at limit :limit for update skip locked))""").bind("now", now).bind("limit", limit).execute();
    }

    /** Removes lanes in which no build waits, at most {@code limit}. */
    int prune(Handle tx, int limit) {
        return tx.createUpdate("""
                        delete from lane where id = any(array(
                          select id from lane l where not exists (select 1 from build b where b.lane = l.id)
                          order by id limit :limit for update skip locked))""").bind("limit", limit).execute();
    }

    /** Tags of which the rules may ask from here on; says whether there are any that were not among them. */
    boolean steerBy(Handle tx, Set<String> tags) {
        return !tags.isEmpty()
                && tx.createUpdate("insert into steering_tag (tag) select unnest(:tags) on conflict do nothing")
                                .bind("tags", ArrayOf.texts(tags))
                                .execute()
                        > 0;
    }

    /** Puts builds of which the rules ask by name into lanes of their own; says whether there are any that were not. */
    boolean setApart(Handle tx, Set<BuildId> builds) {
        if (builds.isEmpty()) {
            return false;
        }
        var added = tx.createQuery("""
                        insert into steering_build (build) select unnest(:builds) on conflict do nothing returning build""")
                .bind("builds", ArrayOf.bigints(builds, BuildId::number))
                .mapTo(Long.class)
                .list();
        return !added.isEmpty()
                && tx.createUpdate(
                                        "update build set tags = tags where number = any(:builds) and state in ('queued', 'retrying')")
                                .bind("builds", ArrayOf.bigints(added))
                                .execute()
                        > 0;
    }

    /**
     * Puts builds that carry a tag of which the rules ask only lately into lanes that know it, at most {@code limit}. Until then
     * they lie with those that do not carry it.
     *
     * @return whether there may be more of them
     */
    boolean sortByTag(Handle tx, int limit) {
        return tx.createQuery("""
                        with asked as (
                          select tag, laned_to from steering_tag where laned_to is not null order by tag limit 1 for update skip locked),
                        chunk as materialized (
                          select b.number from asked cross join lateral (
                            select number from build where tags @> array[asked.tag] and state in ('queued', 'retrying')
                              and number > asked.laned_to
                            order by number limit :limit) b),
                        moved as (
                          update build set tags = tags where number in (select number from chunk) returning number)
                        update steering_tag t set laned_to = case when (select count(*) from moved) = :limit
                          then (select max(number) from chunk) end
                        from asked where t.tag = asked.tag
                        returning t.tag""")
                .bind("limit", limit)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static Lane lane(ResultSet rows) throws SQLException {
        var build = rows.getObject("build", Long.class);
        return new Lane(
                rows.getLong("id"),
                Priority.of(rows.getString("priority")),
                Category.of(rows.getString("category")),
                rows.getString("kind"),
                Duration.ofSeconds(rows.getLong("effort_s")),
                Duration.ofMinutes(rows.getInt("minutes_p50")),
                Duration.ofMinutes(rows.getInt("minutes_p90")),
                rows.getLong("cost_p90"),
                rows.getString("agent"),
                rows.getString("model"),
                rows.getString("workspace"),
                Set.of((String[]) rows.getArray("tags").getArray()),
                rows.getBoolean("approved"),
                build == null ? null : new BuildId(build).toString(),
                rows.getObject("place", Integer.class));
    }
}
