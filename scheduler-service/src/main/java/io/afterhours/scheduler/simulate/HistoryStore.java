package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.Words;
import io.afterhours.contracts.runner.FailureClass;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads from the table {@code attempt} what attempts at builds of each kind came to. */
@ApplicationScoped
class HistoryStore {
    /** What happened longer ago than so many attempts is forgotten. */
    private static final int LOOKED_BACK = 20_000;

    private static final String ENDED = """
            with ended as (
                select b.kind, a.state, a.failure_class, extract(epoch from a.ended_at - a.started_at) / 60 as minutes
                from (select * from attempt order by fence desc limit :back) a join build b on b.number = a.build
                where a.ended_at is not null and a.started_at is not null and a.state <> 'cancelled')
            """;

    /** By kind, of those with enough attempts to say something. What a person or a cap stopped says nothing. */
    Map<String, KindHistory> read(Handle tx) {
        var failures = failures(tx);
        var history = new LinkedHashMap<String, KindHistory>();
        tx.createQuery(ENDED + """
                        select kind, count(*) as attempts, count(*) filter (where state = 'succeeded') as succeeded,
                          coalesce(percentile_disc(0.5) within group (order by minutes) filter (where state = 'succeeded'), 1) as p50,
                          coalesce(percentile_disc(0.9) within group (order by minutes) filter (where state = 'succeeded'), 1) as p90
                        from ended group by kind having count(*) >= :enough order by kind""")
                .bind("back", LOOKED_BACK)
                .bind("enough", KindHistory.ENOUGH)
                .map((rows, context) -> history.put(
                        rows.getString("kind"),
                        new KindHistory(
                                rows.getInt("attempts"),
                                rows.getInt("succeeded"),
                                Review.rounded(rows.getDouble("p50"), 2),
                                Review.rounded(rows.getDouble("p90"), 2),
                                shares(failures.get(rows.getString("kind")), rows.getInt("attempts")))))
                .list();
        return history;
    }

    private Map<String, Map<FailureClass, Integer>> failures(Handle tx) {
        var failures = new HashMap<String, Map<FailureClass, Integer>>();
        tx.createQuery(ENDED + """
                        select kind, failure_class, count(*) as count from ended
                        where failure_class is not null and failure_class not in ('cancelled', 'out-of-budget')
                        group by kind, failure_class""")
                .bind("back", LOOKED_BACK)
                .map((rows, context) -> failures.computeIfAbsent(
                                rows.getString("kind"), key -> new EnumMap<>(FailureClass.class))
                        .put(
                                Words.read("failure_class", rows.getString("failure_class"), FailureClass.values()),
                                rows.getInt("count")))
                .list();
        return failures;
    }

    private static Map<FailureClass, Double> shares(@Nullable Map<FailureClass, Integer> counts, int attempts) {
        var shares = new EnumMap<FailureClass, Double>(FailureClass.class);
        if (counts != null) {
            counts.forEach((kind, count) -> shares.put(kind, Review.rounded(100.0 * count / attempts, 1)));
        }
        return shares;
    }
}
