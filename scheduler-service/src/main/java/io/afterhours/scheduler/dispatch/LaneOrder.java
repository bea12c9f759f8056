package io.afterhours.scheduler.dispatch;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.PlannedOnce;
import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.planning.OpenLanes;
import io.afterhours.scheduler.planning.Rivals;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The order of the builds in their lanes: ranges of one index, of which no more is read than is wanted, however long a lane is. */
@ApplicationScoped
class LaneOrder {
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
                .bind("lanes", ArrayOf.bigints(open, each -> each.lane().id()))
                .bind("turns", ArrayOf.integers(open, OpenLanes.Open::turn))
                .bind("workspaces", ArrayOf.texts(open, each -> each.lane().workspace()))
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
                .bind("contests", ArrayOf.integers(asked, Asked::contest))
                .bind("lanes", ArrayOf.bigints(asked, each -> each.lane().id()))
                .bind("first", ArrayOf.booleans(asked, Asked::first))
                .bind("shares", ArrayOf.integers(asked, Asked::share))
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
                .bind("lanes", ArrayOf.bigints(lanes))
                .bind("first", ArrayOf.booleans(first))
                .bind("limit", limit);
    }
}
