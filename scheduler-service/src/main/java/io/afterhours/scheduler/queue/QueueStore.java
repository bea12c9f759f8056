package io.afterhours.scheduler.queue;

import io.afterhours.contracts.scheduler.BuildState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads the tables {@code build} and {@code dependency} for people: lists and counts. */
@ApplicationScoped
public class QueueStore {
    public List<Build> list(Handle tx, BuildFilter filter) {
        var where = new ArrayList<String>();
        var values = new LinkedHashMap<String, @Nullable Object>();
        if (!filter.states().isEmpty()) {
            where.add("state = any(:states)");
        }
        add(
                where,
                values,
                "priority = :priority",
                "priority",
                filter.priority() == null ? null : filter.priority().word());
        add(where, values, "agent = :agent", "agent", filter.agent());
        add(where, values, ":tag = any(tags)", "tag", filter.tag());
        add(where, values, "kind = :kind", "kind", filter.kind());
        add(where, values, "position(lower(:text) in lower(title)) > 0", "text", filter.text());
        add(where, values, "number < :before", "before", filter.before());
        Query query = tx.createQuery("select " + BuildRow.COLUMNS + " from build"
                        + (where.isEmpty() ? "" : " where " + String.join(" and ", where))
                        + " order by number desc limit :limit")
                .bind("limit", filter.limit());
        values.forEach(query::bind);
        if (!filter.states().isEmpty()) {
            query.bindArray(
                    "states",
                    String.class,
                    filter.states().stream().map(BuildState::word).toList());
        }
        return query.map(new BuildRow()).list();
    }

    private static void add(
            List<String> where,
            Map<String, @Nullable Object> values,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            where.add(condition);
            values.put(name, value);
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
                .bindArray("numbers", Long.class, numbers)
                .map((rows, context) -> Map.entry(rows.getLong(1), rows.getInt(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** How many builds there are of each value of a column. */
    public Map<String, Long> countBy(Handle tx, Count what) {
        var counts = new LinkedHashMap<String, Long>();
        tx.createQuery(what.sql)
                .map((rows, context) -> Map.entry(rows.getString(1), rows.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** What can be counted over the queue. */
    public enum Count {
        STATE("select state, count(*) from build group by state order by state"),
        PRIORITY(
                "select priority, count(*) from build where state in ('queued', 'retrying') group by priority order by priority"),
        KIND(
                "select kind, count(*) from build where state in ('queued', 'retrying') group by kind order by count(*) desc, kind limit 50");

        private final String sql;

        Count(String sql) {
            this.sql = sql;
        }
    }
}
