package io.afterhours.scheduler.calibration;

import io.afterhours.scheduler.estimate.Held;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Counts over the table {@code outcome}: how often estimates were right. */
@ApplicationScoped
public class GradeStore {
    /** So many of the latest builds of a kind are the recent ones. */
    static final int RECENT = 100;

    /** How often the estimates of minutes and of cost were right. */
    public record Grades(Held minutes, Held cost) {
        static final Grades NONE = new Grades(new Held(0, 0, 0), new Held(0, 0, 0));
    }

    /**
     * The grades of a kind.
     *
     * @param unfinished attempts that failed, were stopped or were lost; nobody knows how long those would have taken
     */
    public record OfKind(Grades recent, Grades ever, int unfinished) {
        static final OfKind NONE = new OfKind(Grades.NONE, Grades.NONE, 0);
    }

    /** By kind. */
    Map<String, OfKind> all(Handle tx) {
        var found = new LinkedHashMap<String, OfKind>();
        tx.createQuery("""
                        with graded as (
                          select o.kind, o.succeeded,
                            row_number() over (partition by o.kind, o.succeeded order by o.ended_at desc) <= :recent as recent,
                            o.took <= make_interval(mins => o.minutes_p50) as m50,
                            o.took <= make_interval(mins => o.minutes_p90) as m90,
                            c.session is not null and c.unknown_calls = 0 as priced,
                            c.nanos <= o.cost_p50 as c50, c.nanos <= o.cost_p90 as c90
                          from outcome o left join attempt_cost c on c.session = o.session)
                        select kind,
                          count(*) filter (where not succeeded) as unfinished,
                          count(*) filter (where succeeded) as ever_m,
                          count(*) filter (where succeeded and m50) as ever_m50,
                          count(*) filter (where succeeded and m90) as ever_m90,
                          count(*) filter (where succeeded and priced) as ever_c,
                          count(*) filter (where succeeded and priced and c50) as ever_c50,
                          count(*) filter (where succeeded and priced and c90) as ever_c90,
                          count(*) filter (where succeeded and recent) as recent_m,
                          count(*) filter (where succeeded and recent and m50) as recent_m50,
                          count(*) filter (where succeeded and recent and m90) as recent_m90,
                          count(*) filter (where succeeded and recent and priced) as recent_c,
                          count(*) filter (where succeeded and recent and priced and c50) as recent_c50,
                          count(*) filter (where succeeded and recent and priced and c90) as recent_c90
                        from graded group by kind order by kind""")
                .bind("recent", RECENT)
                .map((rows, context) -> Map.entry(
                        rows.getString("kind"),
                        new OfKind(grades(rows, "recent"), grades(rows, "ever"), rows.getInt("unfinished"))))
                .forEach(each -> found.put(each.getKey(), each.getValue()));
        return found;
    }

    private static Grades grades(ResultSet rows, String when) throws SQLException {
        return new Grades(held(rows, when + "_m"), held(rows, when + "_c"));
    }

    private static Held held(ResultSet rows, String what) throws SQLException {
        return new Held(rows.getInt(what), rows.getInt(what + "50"), rows.getInt(what + "90"));
    }
}
