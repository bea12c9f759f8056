package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Words;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.PlannedAnew;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads the tables {@code build}, {@code dependency} and {@code build_count} for people: lists and counts. */
@ApplicationScoped
public class QueueStore {
    /** So many of the newest builds are looked through before an index of tags or titles is asked. */
    private static final int RECENT = 4_000;

    /** A page of builds, newest first. */
    public List<Build> list(Handle tx, BuildFilter filter) {
        var conditions = new Conditions(filter);
        if (filter.tag() != null || filter.text() != null) {
            // What is common is found among the newest; what is rare by the index. The database, left alone, guesses
            // which is which.
            var newest = conditions.newest(tx);
            var recent = newest.holdIt()
                    ? conditions.read(
                            tx,
                            "(select * from build where number < :before order by number desc limit " + RECENT + ") b",
                            "true",
                            filter)
                    : List.<Build>of();
            return recent.size() == filter.limit()
                    ? recent
                    : conditions.read(
                            tx,
                            "build b",
                            "number = any(array(select number from build where " + conditions.indexed(newest.rarest())
                                    + "))",
                            filter);
        }
        return filter.states().isEmpty()
                ? conditions.read(tx, "build b", "true", filter)
                : conditions.readEachState(tx, filter);
    }

    /** The conditions of a filter and their values. */
    private static final class Conditions {
        private final List<String> all = new ArrayList<>(List.of("number < :before"));
        private final List<String> indexed = new ArrayList<>();
        private final @Nullable TitleSearch search;
        private final Map<String, Object> values = new LinkedHashMap<>();

        Conditions(BuildFilter filter) {
            var before = filter.before();
            values.put("before", before == null ? Long.MAX_VALUE : before);
            var priority = filter.priority();
            if (priority != null) {
                with(all, "priority = :priority", "priority", priority.word());
            }
            var agent = filter.agent();
            if (agent != null) {
                with(all, "agent = :agent", "agent", agent);
            }
            var kind = filter.kind();
            if (kind != null) {
                with(all, "kind = :kind", "kind", kind);
            }
            var tag = filter.tag();
            if (tag != null) {
                with(indexed, "tags @> cast(array[:tag] as text[])", "tag", tag);
            }
            all.addAll(indexed);
            search = filter.text() == null ? null : new TitleSearch(filter.text());
            if (search != null) {
                with(all, "title_folded like lower(:pattern)", "pattern", search.pattern());
            }
        }

        private void with(List<String> where, String condition, String name, Object value) {
            where.add(condition);
            values.put(name, value);
        }

        /** What the newest titles say of the text; of tags alone nothing is known before it is tried. */
        TitleSearch.Newest newest(Handle tx) {
            return search == null ? new TitleSearch.Newest(true, null) : search.newest(tx);
        }

        /**
         * What an index is asked for. Of a text of several words that is the rarest: the index would fetch every title for every word, and the
         * most for those that nearly all have. The text itself is checked so that the index is not asked for it.
         */
        String indexed(@Nullable String rarest) {
            var asked = new ArrayList<>(indexed);
            if (search != null && rarest == null) {
                asked.add("title_folded like lower(:pattern)");
            } else if (search != null && rarest != null) {
                with(asked, "title_folded like lower(:word)", "word", rarest);
                with(asked, "strpos(title_folded, lower(:text)) > 0", "text", search.text());
            }
            return String.join(" and ", asked);
        }

        List<Build> read(Handle tx, String from, String also, BuildFilter filter) {
            var states = filter.states().isEmpty() ? "true" : "state = any(:states)";
            return rows(
                    tx.createQuery("select " + BuildRow.COLUMNS + " from " + from + " where " + also + " and " + states
                            + " and " + String.join(" and ", all) + " order by number desc limit :limit"),
                    filter);
        }

        /** Of each state the newest, and of these the newest: told one by one, the database knows how rare each is. */
        List<Build> readEachState(Handle tx, BuildFilter filter) {
            var each = IntStream.range(0, filter.states().size())
                    .mapToObj(i -> "(select * from build where state = :state" + i + " and " + String.join(" and ", all)
                            + " order by number desc limit :limit)")
                    .collect(Collectors.joining(" union all "));
            var query = tx.createQuery(
                    "select " + BuildRow.COLUMNS + " from (" + each + ") b order by number desc limit :limit");
            for (int i = 0; i < filter.states().size(); i++) {
                query.bind("state" + i, filter.states().get(i).word());
            }
            values.forEach(query::bind);
            return rows(query.bind("limit", filter.limit()));
        }

        private List<Build> rows(Query query, BuildFilter filter) {
            values.forEach(query::bind);
            if (!filter.states().isEmpty()) {
                query.bind("states", ArrayOf.texts(filter.states(), BuildState::word));
            }
            return rows(query.bind("limit", filter.limit()));
        }

        private static List<Build> rows(Query query) {
            // How rare the values of a filter are decides which plan is a good one.
            return query.addCustomizer(new PlannedAnew()).map(new BuildRow()).list();
        }
    }

    /** Those that are over, the last to end first. */
    List<Build> ended(Handle tx, int limit) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build where state in ('finished', 'failed', 'cancelled', 'rejected')
                        order by ended_at desc, number desc limit :limit""")
                .bind("limit", limit)
                .map(new BuildRow())
                .list();
    }

    /** How many builds wait for each of these. */
    public Map<Long, Integer> dependents(Handle tx, List<Long> numbers) {
        var counts = new HashMap<Long, Integer>();
        tx.createQuery("""
                        select d.depends_on, count(*) from dependency d join build b on b.number = d.build
                        where d.depends_on = any(:numbers)
                          and b.state not in ('finished', 'failed', 'cancelled', 'rejected')
                        group by d.depends_on""")
                .bind("numbers", ArrayOf.bigints(numbers))
                .map((rows, context) -> Map.entry(rows.getLong(1), rows.getInt(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** How many builds there are of each value of a column; a reading of differences, however many builds there are. */
    public Map<String, Long> countBy(Handle tx, Count what) {
        var counts = new LinkedHashMap<String, Long>();
        tx.createQuery(what.sql)
                .map((rows, context) -> Map.entry(rows.getString(1), rows.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** How many builds wait. */
    public long waiting(Handle tx) {
        return countBy(tx, Count.PRIORITY).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** What holds builds that lie in no lane. */
    public enum Hold {
        NONE,
        PERSON,
        BUILD,
        TIME
    }

    /**
     * How many builds wait for the same.
     *
     * @param lane the id of the lane in which they lie; absent where something of their own holds them
     */
    public record Waiting(@Nullable Long lane, Hold hold, long builds) {}

    /** All builds that wait, by lane; those that lie in none by what holds them. */
    public List<Waiting> waitingByLane(Handle tx) {
        return tx.createQuery("select lane, hold, builds from waiting_counted order by lane, hold")
                .map((rows, context) -> new Waiting(
                        rows.getObject("lane", Long.class),
                        Words.read("hold", rows.getString("hold"), Hold.values()),
                        rows.getLong("builds")))
                .list();
    }

    /** As {@link #foldCounts}, of what waits in which lane; a lane in which nothing waits any more is forgotten. */
    int foldWaiting(Handle tx, int limit) {
        var folded =
                tx.createQuery("""
                        with gone as (
                          delete from waiting_count_change where id = any(array(
                            select id from waiting_count_change order by id limit :limit for update skip locked))
                          returning lane, hold, builds),
                        folded as (
                          insert into waiting_count as total (lane, hold, builds)
                          select lane, hold, sum(builds) from gone group by lane, hold order by lane, hold
                          on conflict (lane, hold) do update set builds = total.builds + excluded.builds)
                        select count(*) from gone""").bind("limit", limit).mapTo(Integer.class).one();
        // A statement of its own: the one above cannot see what it writes.
        tx.execute("delete from waiting_count where builds = 0");
        return folded;
    }

    /** Folds differences into the totals, at most {@code limit} of them; returns how many those were. */
    int foldCounts(Handle tx, int limit) {
        return tx.createQuery("""
                        with gone as (
                          delete from build_count_change where id = any(array(
                            select id from build_count_change order by id limit :limit for update skip locked))
                          returning state, priority, kind, builds),
                        folded as (
                          insert into build_count as total (state, priority, kind, builds)
                          select state, priority, kind, sum(builds) from gone group by state, priority, kind
                          order by state, priority, kind
                          on conflict (state, priority, kind) do update set builds = total.builds + excluded.builds)
                        select count(*) from gone""").bind("limit", limit).mapTo(Integer.class).one();
    }

    /** What can be counted over the queue. */
    public enum Count {
        STATE("select state, sum(builds)::bigint from build_counted group by state order by state"),
        PRIORITY("""
                select priority, sum(builds)::bigint from build_counted where state in ('queued', 'retrying')
                group by priority order by priority"""),
        KIND("""
                select kind, sum(builds)::bigint from build_counted where state in ('queued', 'retrying')
                group by kind order by sum(builds) desc, kind limit 50""");

        private final String sql;

        Count(String sql) {
            this.sql = sql;
        }
    }
}
