package io.afterhours.scheduler.nightplan;

import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.escalation.EscalationId;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The tables {@code night_plan} and {@code night_plan_build}: what was planned for each night, and what came of it. */
@ApplicationScoped
class NightPlanStore {
    boolean isMade(Handle tx, LocalDate night) {
        return tx.createQuery("select exists (select from night_plan where night = :night)")
                .bind("night", night)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether it is for this scheduler to plan the night: the first to ask gets it, any other waits for that and does not. */
    boolean claim(Handle tx, Night.Going night, Instant now) {
        return tx.createUpdate("""
                                insert into night_plan (night, begins, ends, made_at) values (:night, :begins, :ends, :now)
                                on conflict do nothing""")
                        .bind("night", night.date())
                        .bind("begins", night.begins())
                        .bind("ends", night.ends())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    void keep(Handle tx, LocalDate night, NightPlan plan) {
        tx.createUpdate("update night_plan set minutes = :minutes, cost_p90 = :cost where night = :night")
                .bind("night", night)
                .bind("minutes", plan.work().toMinutes())
                .bind("cost", plan.mayCost())
                .execute();
        if (plan.builds().isEmpty()) {
            return;
        }
        var batch = tx.prepareBatch("""
                insert into night_plan_build (night, build, lane, starts_at, likely_end, latest_end, cost_p90)
                values (:night, :build, :lane, :start, :likely, :latest, :cost)""");
        for (var each : plan.builds()) {
            each.ids()
                    .forEach(id -> batch.bind("night", night)
                            .bind("build", BuildId.parse("build", id).number())
                            .bind("lane", each.lane())
                            .bind("start", each.start())
                            .bind("likely", each.likelyEnd())
                            .bind("latest", each.latestEnd())
                            // What goes along costs nothing beside that.
                            .bind(
                                    "cost",
                                    id.equals(each.build().id()) ? each.build().mayCost() : 0)
                            .add());
        }
        batch.execute();
    }

    void noticed(Handle tx, LocalDate night, EscalationId notice) {
        tx.createUpdate("update night_plan set notice = :notice where night = :night")
                .bind("night", night)
                .bind("notice", notice.number())
                .execute();
    }

    /** The last plan that was made; empty before the first night. */
    Optional<PastNight.Made> last(Handle tx) {
        return tx.createQuery("select * from night_plan order by night desc limit 1")
                .map((rows, context) -> new PastNight.Made(
                        rows.getObject("night", LocalDate.class),
                        Instants.of(rows, "begins"),
                        Instants.of(rows, "ends"),
                        Instants.of(rows, "made_at"),
                        rows.getLong("minutes"),
                        rows.getLong("cost_p90")))
                .findOne();
    }

    /** What became of the builds of a plan, in the order in which they were to start. */
    List<PastNight.Build> outcomes(Handle tx, PastNight.Made plan) {
        return tx.createQuery("""
                        select p.*, b.title, b.state, tried.started, tried.ended, tried.outcome
                        from night_plan_build p join build b on b.number = p.build
                        left join lateral (
                          select min(a.dispatched_at) as started,
                            case when bool_and(a.ended_at is not null) then max(a.ended_at) end as ended,
                            (array_agg(a.state order by a.number desc))[1] as outcome
                          from attempt a where a.build = p.build and a.dispatched_at >= :begins and a.dispatched_at < :ends) tried on true
                        where p.night = :night order by p.starts_at, p.lane""")
                .bind("night", plan.night())
                .bind("begins", plan.begins())
                .bind("ends", plan.ends())
                .map((rows, context) -> new PastNight.Build(
                        new BuildId(rows.getLong("build")).toString(),
                        rows.getString("title"),
                        rows.getInt("lane"),
                        Instants.of(rows, "starts_at"),
                        Instants.of(rows, "likely_end"),
                        Instants.of(rows, "latest_end"),
                        rows.getString("state"),
                        Instants.orNull(rows, "started"),
                        Instants.orNull(rows, "ended"),
                        rows.getString("outcome")))
                .list();
    }
}
