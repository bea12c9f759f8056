package io.afterhours.cost.statistics;

import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** The table {@code attempt}. */
@ApplicationScoped
public class AttemptStore {
    /**
     * Takes what the scheduler says of builds of which it is known already how they stand. An older version of an attempt changes
     * nothing, so that what comes twice or late counts once. An attempt whose build went on without a word of it was called off.
     */
    public void learn(Handle tx, Collection<BuildChanged> builds) {
        var named = builds.stream().filter(build -> build.session() != null).toList();
        tx.createUpdate("""
                        insert into attempt as known (session, build, kind, model, version, started_at, ended_at, outcome)
                        select distinct on (session) * from unnest(:session, :build, :kind, :model, :version, :startedAt, :endedAt, :outcome)
                            as said (session, build, kind, model, version, started_at, ended_at, outcome)
                        order by session, version desc
                        on conflict (session) do update
                            set version = excluded.version, kind = excluded.kind, model = coalesce(excluded.model, known.model),
                                started_at = coalesce(excluded.started_at, known.started_at),
                                ended_at = coalesce(excluded.ended_at, known.ended_at),
                                outcome = coalesce(excluded.outcome, known.outcome)
                            where known.version < excluded.version""")
                .bind("session", ArrayOf.texts(named, BuildChanged::session))
                .bind("build", ArrayOf.texts(named, BuildChanged::id))
                .bind("kind", ArrayOf.texts(named, BuildChanged::kind))
                .bind("model", ArrayOf.texts(named, BuildChanged::model))
                .bind("version", ArrayOf.bigints(named, BuildChanged::version))
                .bind("startedAt", ArrayOf.instants(named, BuildChanged::startedAt))
                .bind("endedAt", ArrayOf.instants(named, each -> each.state().isLive() ? null : each.at()))
                .bind(
                        "outcome",
                        ArrayOf.texts(
                                named,
                                each -> Outcome.of(each).map(Outcome::word).orElse(null)))
                .execute();
        tx.createUpdate("""
                        update attempt set outcome = 'interrupted', ended_at = said.at
                        from (select build, max(at) as at from unnest(:build, :at) as each (build, at) group by build) as said
                        join build on build.id = said.build
                        where attempt.build = said.build and attempt.ended_at is null and attempt.version < build.version
                            and build.state not in ('dispatched', 'running', 'verifying')""")
                .bind("build", ArrayOf.texts(builds, BuildChanged::id))
                .bind("at", ArrayOf.instants(builds, BuildChanged::at))
                .execute();
    }

    /** Notes which model cost most in each session of an attempt that runs or ended since an instant. */
    void weigh(Handle tx, Instant since) {
        tx.createUpdate("""
                        with weighed as (
                            select session, usage.model, sum(coalesce(cost_nanos, 0) + covered_nanos) as nanos, sum(output_tokens) as output
                            from attempt join usage using (session)
                            where usage.build is not null and (ended_at is null or ended_at > :since)
                            group by 1, 2
                        ), dearest as (
                            select distinct on (session) session, model from weighed order by session, nanos desc, output desc, model
                        )
                        update attempt set used_model = dearest.model from dearest
                        where attempt.session = dearest.session and used_model is distinct from dearest.model""").bind("since", since).execute();
    }

    /** Drops attempts that ended before an instant, and those that began before it and of whose end nothing was heard. */
    void forget(Handle tx, Instant before) {
        tx.createUpdate("delete from attempt where ended_at < :before or (ended_at is null and started_at < :before)")
                .bind("before", before)
                .execute();
    }
}
