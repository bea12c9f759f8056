package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.foundation.sql.PlannedOnce;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.planning.OpenLanes;
import io.afterhours.scheduler.planning.Rivals;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The tables {@code lane}, {@code steering_tag} and {@code steering_build}, and the order of the builds in their lanes; triggers put them there. */
@ApplicationScoped
public class LaneStore {
    private static final BuildRow BUILD = new BuildRow();

    /** Those before a build, of each lane a range of the index; what is not wanted is not read. */
    private static final String AHEAD = """
            select before.*, not w.first as late from build me
            cross join unnest(:lanes, :first) as w (lane, first)
            cross join lateral (
              select b.lane, -b.score as place, b.created_at, b.number from build b
              where b.lane = w.lane and b.number <> me.number and ((-b.score), b.created_at, b.number)
                < (case when w.first then 9223372036854775807 else -me.score end, me.created_at, me.number)
              order by b.lane, (-b.score), b.created_at, b.number limit :limit) before
            where me.number = :build limit :limit""";

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
                .bindArray("ids", Long.class, List.copyOf(ids))
                .bind("agent", defaultAgent)
                .map((rows, context) -> lane(rows))
                .list();
    }

    /**
     * A build and the lane in which it is among the first.
     *
     * @param inBatch whether it is, or was, proposed to go along with others
     */
    record First(Build build, long lane, boolean inBatch) {}

    /**
     * The first {@code limit} builds of these lanes in the order of the queue, no two of them in one workspace.
     *
     * <p>The first n of several lanes lie in the n lanes whose heads come first, so every lane is looked at once and n of them
     * n times, however long they are.
     */
    List<First> heads(Handle tx, List<OpenLanes.Open> open, int limit) {
        return tx.createQuery(
                        "with asked as materialized (select cast(:limit as int) as most),\nhead as (select w.*, first.* from unnest("
                                + PlannedOnce.list("lanes")
                                + """
                          , :turns, :workspaces) as w (lane, turn, workspace)
                          cross join lateral (
                            select -score as place, created_at, number from build b where b.lane = w.lane
                            order by lane, (-score), created_at, number limit 1) first),
                        apart as (
                          select distinct on (coalesce(workspace, lane::text)) * from head
                          order by coalesce(workspace, lane::text), turn, place, created_at, number),
                        best as (select * from apart order by turn, place, created_at, number limit (select most from asked)),
                        first as (
                          select next.number as head, best.lane as found_in,
                            row_number() over (order by best.turn, next.place, next.created_at, next.number) as nth
                          from best
                          cross join lateral (
                            select -score as place, created_at, number from build b where b.lane = best.lane
                            order by lane, (-score), created_at, number
                            limit case when best.workspace is null then (select most from asked) else 1 end) next
                          order by nth limit (select most from asked))
                        select found_in, in_batch is not null as in_batch,
                        """ + BuildRow.COLUMNS + """
                         from first
                        cross join lateral (select * from build where number = head limit 1) itself
                        left join lateral (select true as in_batch from batch_member where build = head limit 1) batch on true
                        order by nth""")
                .bindArray(
                        "lanes",
                        Long.class,
                        open.stream().map(each -> each.lane().id()).toList())
                .bindArray(
                        "turns",
                        Integer.class,
                        open.stream().map(OpenLanes.Open::turn).toList())
                .bindArray(
                        "workspaces",
                        String.class,
                        open.stream().map(each -> each.lane().workspace()).toList())
                .bind("limit", limit)
                .map((rows, context) ->
                        new First(BUILD.map(rows, context), rows.getLong("found_in"), rows.getBoolean("in_batch")))
                .list();
    }

    /** How many builds of these lanes go before a build, counted up to {@code limit}. */
    int ahead(Handle tx, long build, Rivals rivals, int limit) {
        return rivals(tx, "select count(*) from (" + AHEAD + ") counted", build, rivals, limit)
                .mapTo(Integer.class)
                .one();
    }

    /** The builds that go before a build, in their order. */
    List<Lying> lyingAhead(Handle tx, long build, Rivals rivals, int limit) {
        return rivals(
                        tx,
                        "select lane, number from (" + AHEAD + ") counted order by late, place, created_at, number",
                        build,
                        rivals,
                        limit)
                .map((rows, context) -> new Lying(0, rows.getLong("number"), rows.getLong("lane")))
                .list();
    }

    /**
     * A build that lies in a lane.
     *
     * @param contest which of the contests asked about it competes in, from 0
     */
    record Lying(int contest, long build, long lane) {}

    /**
     * The first {@code limit} builds of each of these contests in the order of their turn, in one question for all of them. Of each
     * lane only a share of the limit is read at first; nothing that comes behind so many of those is among the first, so of the lanes
     * only what lies before it is read then, and however many lanes there are, little more than is wanted.
     */
    List<Lying> inOrder(Handle tx, List<Rivals> contests, int limit) {
        var asked = IntStream.range(0, contests.size())
                .boxed()
                .flatMap(i -> asked(i, contests.get(i), limit))
                .toList();
        return tx.createQuery(
                        "with asked as materialized (select cast(:limit as int) as most),\nlying as materialized (select * from unnest("
                                + PlannedOnce.list("contests")
                                + """
                          , :lanes, :first, :shares) as w (contest, lane, first, share)),
                        sample as (
                          select lying.contest, not lying.first as late, next.*, row_number() over (
                            partition by lying.contest order by not lying.first, next.place, next.created_at, next.number) as nth
                          from lying
                          cross join lateral (
                            select -score as place, created_at, number from build b where b.lane = lying.lane
                            order by lane, (-score), created_at, number limit lying.share) next),
                        edge as materialized (select * from sample where nth = (select most from asked)),
                        ranked as (
                          select lying.contest, lying.lane, next.number, row_number() over (
                            partition by lying.contest order by not lying.first, next.place, next.created_at, next.number) as nth
                          from lying left join edge using (contest)
                          cross join lateral (
                            select -score as place, created_at, number from build b where b.lane = lying.lane
                              and ((-b.score), b.created_at, b.number) <= (
                                case when edge.number is null or edge.late and lying.first then 9223372036854775807
                                  when lying.first or edge.late then edge.place else -9223372036854775808 end,
                                coalesce(edge.created_at, 'infinity'), coalesce(edge.number, 0))
                            order by lane, (-score), created_at, number limit (select most from asked)) next)
                        select contest, lane, number from ranked where nth <= (select most from asked) order by contest, nth""")
                .bindArray(
                        "contests",
                        Integer.class,
                        asked.stream().map(Asked::contest).toList())
                .bindArray(
                        "lanes",
                        Long.class,
                        asked.stream().map(each -> each.lane().id()).toList())
                .bindArray(
                        "first", Boolean.class, asked.stream().map(Asked::first).toList())
                .bindArray(
                        "shares",
                        Integer.class,
                        asked.stream().map(Asked::share).toList())
                .bind("limit", limit)
                .map((rows, context) -> new Lying(rows.getInt("contest"), rows.getLong("number"), rows.getLong("lane")))
                .list();
    }

    /**
     * A lane of a contest.
     *
     * @param first whether all of its builds go before those of the lanes that are not
     * @param share how many of its builds are read before it is known which are wanted
     */
    private record Asked(int contest, Lane lane, boolean first, int share) {}

    private static Stream<Asked> asked(int contest, Rivals rivals, int limit) {
        // Some lanes are empty, or have fewer: twice the even share finds enough all the same.
        var lanes = rivals.first().size() + rivals.beside().size();
        var share = 1 + Math.max(1, 2 * limit / Math.max(1, lanes));
        return Stream.concat(
                rivals.first().stream().map(lane -> new Asked(contest, lane, true, share)),
                rivals.beside().stream().map(lane -> new Asked(contest, lane, false, share)));
    }

    private static Query rivals(Handle tx, String sql, long build, Rivals rivals, int limit) {
        var lanes = Stream.concat(rivals.first().stream(), rivals.beside().stream())
                .map(Lane::id)
                .toList();
        var first = Stream.concat(
                        rivals.first().stream().map(_ -> true),
                        rivals.beside().stream().map(_ -> false))
                .toList();
        return tx.createQuery(sql)
                .bind("build", build)
                .bindArray("lanes", Long.class, lanes)
                .bindArray("first", Boolean.class, first)
                .bind("limit", limit);
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
                                .bindArray("tags", String.class, List.copyOf(tags))
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
                .bindArray(
                        "builds",
                        Long.class,
                        builds.stream().map(BuildId::number).toList())
                .mapTo(Long.class)
                .list();
        return !added.isEmpty()
                && tx.createUpdate(
                                        "update build set tags = tags where number = any(:builds) and state in ('queued', 'retrying')")
                                .bindArray("builds", Long.class, added)
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
