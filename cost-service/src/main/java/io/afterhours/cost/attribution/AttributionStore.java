package io.afterhours.cost.attribution;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/** The tables {@code build} and {@code session}. */
@ApplicationScoped
public class AttributionStore {
    /** Takes what reports claim, for sessions that nothing is known of. */
    public void claim(Handle tx, Collection<Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        insert into session (session, build, claimed)
                        select session, min(build), true from unnest(:session, :build) as claim (session, build)
                        group by session order by session
                        on conflict do nothing""")
                .bind("session", ArrayOf.texts(claims, Claim::session))
                .bind("build", ArrayOf.texts(claims, Claim::build))
                .execute();
    }

    /** Takes what the scheduler says; an older version of a build changes nothing. */
    void know(Handle tx, Collection<BuildChanged> builds) {
        tx.createUpdate("""
                        insert into build (id, version, kind, tags, state, ended_at)
                        select distinct on (id) id, version, kind, array(select jsonb_array_elements_text(tags::jsonb)),
                            state, ended_at
                        from unnest(:id, :version, :kind, :tags, :state, :endedAt)
                            as said (id, version, kind, tags, state, ended_at)
                        order by id, version desc
                        on conflict (id) do update
                            set version = excluded.version, kind = excluded.kind, tags = excluded.tags,
                                state = excluded.state, ended_at = excluded.ended_at
                            where build.version < excluded.version""")
                .bind("id", ArrayOf.texts(builds, BuildChanged::id))
                .bind("version", ArrayOf.bigints(builds, BuildChanged::version))
                .bind("kind", ArrayOf.texts(builds, BuildChanged::kind))
                .bind("tags", ArrayOf.texts(builds, build -> json(build.tags())))
                .bind("state", ArrayOf.texts(builds, build -> build.state().word()))
                .bind("endedAt", ArrayOf.instants(builds, BuildChanged::endedAt))
                .execute();
    }

    private static String json(List<String> tags) {
        return new String(Json.write(tags), StandardCharsets.UTF_8);
    }

    /**
     * Takes which session works on which build.
     *
     * @return the sessions for which that was new
     */
    List<String> attribute(Handle tx, Collection<BuildChanged> builds) {
        return tx.createQuery("""
                        insert into session as known (session, build, agent, runner, claimed)
                        select session, build, agent, runner, false
                        from unnest(:session, :build, :agent, :runner) as said (session, build, agent, runner) order by session
                        on conflict (session) do update
                            set build = excluded.build, agent = coalesce(excluded.agent, known.agent),
                                runner = coalesce(excluded.runner, known.runner), claimed = false
                            where known.claimed or known.build <> excluded.build
                                or (known.agent, known.runner) is distinct from
                                    (coalesce(excluded.agent, known.agent), coalesce(excluded.runner, known.runner))
                        returning session""")
                .bind("session", ArrayOf.texts(builds, BuildChanged::session))
                .bind("build", ArrayOf.texts(builds, BuildChanged::id))
                .bind("agent", ArrayOf.texts(builds, BuildChanged::agent))
                .bind("runner", ArrayOf.texts(builds, BuildChanged::runner))
                .mapTo(String.class)
                .list();
    }

    /**
     * Takes whether sessions led anywhere: one whose build neither runs nor is finished spent its money on nothing. What was said
     * earlier changes nothing.
     */
    void judge(Handle tx, Collection<BuildChanged> builds) {
        tx.createUpdate("""
                        update session set failed = said.failed, judged_at = said.at
                        from (
                            select distinct on (session) * from unnest(:session, :failed, :at) as each (session, failed, at)
                            order by session, at desc
                        ) as said
                        where session.session = said.session and session.judged_at < said.at""")
                .bind("session", ArrayOf.texts(builds, BuildChanged::session))
                .bind("failed", ArrayOf.booleans(builds, AttributionStore::isFailed))
                .bind("at", ArrayOf.instants(builds, BuildChanged::at))
                .execute();
    }

    /** Those of the sessions that the scheduler made. */
    public Set<String> scheduled(Handle tx, Collection<String> sessions) {
        return tx.createQuery("select session from session where session = any(:sessions) and not claimed")
                .bind("sessions", ArrayOf.texts(sessions))
                .mapTo(String.class)
                .set();
    }

    /** Who alone reports for the sessions that the scheduler made, as far as runners have taken them: the runner. */
    public Map<String, String> owners(Handle tx, Collection<String> sessions) {
        return tx.createQuery("""
                        select session, runner from session
                        where session = any(:sessions) and runner is not null and not claimed""")
                .bind("sessions", ArrayOf.texts(sessions))
                .setMapKeyColumn("session")
                .setMapValueColumn("runner")
                .collectInto(new GenericType<>() {});
    }

    /** The agent that works in a session, where the scheduler said so. */
    public Optional<String> agentOf(Handle tx, String session) {
        return tx.createQuery("select agent from session where session = :session and agent is not null")
                .bind("session", session)
                .mapTo(String.class)
                .findOne();
    }

    private static boolean isFailed(BuildChanged build) {
        return !build.state().isLive() && build.state() != BuildState.FINISHED;
    }
}
