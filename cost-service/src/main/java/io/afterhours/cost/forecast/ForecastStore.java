package io.afterhours.cost.forecast;

import io.afterhours.cost.period.Period;
import io.afterhours.cost.period.Span;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code spending_sample}, {@code builds_by_day} and {@code forecast}, and the days' sums. */
@ApplicationScoped
public class ForecastStore {
    /**
     * What was spent on a day by an instant of it.
     *
     * @param builds what the scheduler's builds were of it; absent where that was not noted
     */
    record Sample(Instant at, long nanos, @Nullable Long builds) {
        /** The same; where it was not noted, builds had the share of it that they have of the day. */
        Spent of(Spent day) {
            return new Spent(
                    nanos,
                    builds != null
                            ? builds
                            : day.all() == 0 ? 0 : Math.round(day.builds() * (double) nanos / day.all()));
        }
    }

    /**
     * How past forecasts of a period did.
     *
     * @param held how many ended within p10 to p90
     * @param error how far p50 was off in the mean, as a share of what came; 0 where nothing came
     */
    record Grade(String period, long count, long held, double error) {}

    /** Every day's cost from {@code from} to before {@code to}; a day without any is missing, and of what was not noted builds are none. */
    Map<LocalDate, Spent> days(Handle tx, LocalDate from, LocalDate to) {
        var days = new LinkedHashMap<LocalDate, Spent>();
        tx.createQuery("""
                        select day, total.cost_nanos, coalesce(builds.cost_nanos, 0) as builds_nanos
                        from cost_by_day total left join builds_by_day builds using (day)
                        where day >= :from and day < :to order by day""")
                .bind("from", from)
                .bind("to", to)
                .map((rows, context) -> Map.entry(
                        rows.getObject("day", LocalDate.class),
                        new Spent(rows.getLong("cost_nanos"), rows.getLong("builds_nanos"))))
                .forEach(each -> days.put(each.getKey(), each.getValue()));
        return days;
    }

    /** What the scheduler's builds have cost on a day, by what is known of its sessions by now. */
    long ofBuilds(Handle tx, LocalDate day) {
        return tx.createQuery("""
                        select coalesce(sum(cost_nanos), 0)::int8 from cost_by_session join session using (session)
                        where day = :day and not claimed""").bind("day", day).mapTo(Long.class).one();
    }

    /**
     * Notes what builds have cost on each day up to today: of days that were noted the last two again, because what is used late, and
     * whose it was, is heard later.
     */
    void noteBuilds(Handle tx, LocalDate earliest, LocalDate today) {
        tx.createUpdate("""
                        insert into builds_by_day as noted (day, cost_nanos)
                        select day, coalesce(sum(cost.cost_nanos) filter (where not session.claimed), 0)::int8
                        from cost_by_day total
                        left join cost_by_session cost using (day) left join session using (session)
                        where day <= :today and day >= greatest(:earliest, (select max(day) - 1 from builds_by_day))
                        group by day
                        on conflict (day) do update set cost_nanos = excluded.cost_nanos
                            where noted.cost_nanos <> excluded.cost_nanos""").bind("earliest", earliest).bind("today", today).execute();
    }

    void sample(Handle tx, Instant at, LocalDate day, Spent spent) {
        tx.createUpdate("""
                        insert into spending_sample (at, day, nanos, builds_nanos) values (:at, :day, :nanos, :builds)
                        on conflict do nothing""")
                .bind("at", at)
                .bind("day", day)
                .bind("nanos", spent.all())
                .bind("builds", spent.builds())
                .execute();
    }

    void forget(Handle tx, LocalDate before) {
        tx.createUpdate("delete from spending_sample where day < :before")
                .bind("before", before)
                .execute();
    }

    /** The last sample of a day that is not later than {@code at}. */
    Optional<Sample> sampled(Handle tx, LocalDate day, Instant at) {
        return tx.createQuery("""
                        select * from spending_sample where day = :day and at <= :at order by at desc limit 1""")
                .bind("day", day)
                .bind("at", at)
                .map((rows, context) -> sample(rows))
                .findOne();
    }

    /** A day's samples in their order. */
    List<Sample> curve(Handle tx, LocalDate day) {
        return tx.createQuery("select * from spending_sample where day = :day order by at")
                .bind("day", day)
                .map((rows, context) -> sample(rows))
                .list();
    }

    /** Keeps what is expected of a period; the first time counts. */
    void keep(Handle tx, Period period, Span span, Instant at, Outlook outlook) {
        tx.createUpdate("""
                        insert into forecast (period, period_start, period_end, made_at, p10_nanos, p50_nanos, p90_nanos)
                        values (:period, :start, :end, :at, :p10, :p50, :p90) on conflict do nothing""")
                .bind("period", period.word())
                .bind("start", span.from())
                .bind("end", span.to())
                .bind("at", at)
                .bind("p10", outlook.p10())
                .bind("p50", outlook.p50())
                .bind("p90", outlook.p90())
                .execute();
    }

    /** Holds forecasts of periods that are over against what came; late usage may still change that for a day. */
    void grade(Handle tx, LocalDate today) {
        tx.createUpdate("""
                        update forecast f set actual_nanos =
                            (select coalesce(sum(cost_nanos), 0) from cost_by_day where day >= f.period_start and day < f.period_end)
                        where period_end <= :today and (actual_nanos is null or period_end > :today::date - 2)""").bind("today", today).execute();
    }

    List<Grade> grades(Handle tx) {
        return tx.createQuery("""
                        select period, count(*) as count,
                            count(*) filter (where actual_nanos between p10_nanos and p90_nanos) as held,
                            coalesce(avg(abs(p50_nanos - actual_nanos)::float8 / nullif(actual_nanos, 0)), 0) as error
                        from forecast where actual_nanos is not null group by period
                        order by array_position(array['day', 'week', 'month'], period)""")
                .map((rows, context) -> new Grade(
                        rows.getString("period"), rows.getLong("count"), rows.getLong("held"), rows.getDouble("error")))
                .list();
    }

    private static Sample sample(ResultSet rows) throws SQLException {
        return new Sample(Instants.of(rows, "at"), rows.getLong("nanos"), (Long) rows.getObject("builds_nanos"));
    }
}
