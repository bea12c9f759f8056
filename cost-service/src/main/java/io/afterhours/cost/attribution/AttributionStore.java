package io.afterhours.cost.attribution;

import io.afterhours.contracts.scheduler.BuildChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

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
                .bindArray("session", String.class, column(claims, Claim::session))
                .bindArray("build", String.class, column(claims, Claim::build))
                .execute();
    }

    /** Takes what the scheduler says; an older version of a build changes nothing. */
    void know(Handle tx, List<BuildChanged> builds) {
        for (var build : builds) {
            tx.createUpdate("""
                            insert into build (id, version, kind, tags) values (:id, :version, :kind, :tags)
                            on conflict (id) do update set version = excluded.version, kind = excluded.kind, tags = excluded.tags
                            where build.version < excluded.version""")
                    .bind("id", build.id())
                    .bind("version", build.version())
                    .bind("kind", build.kind())
                    .bindArray("tags", String.class, build.tags())
                    .execute();
        }
    }

    /**
     * Takes which session works on which build.
     *
     * @return the sessions for which that was new
     */
    List<String> attribute(Handle tx, Collection<BuildChanged> builds) {
        return tx.createQuery("""
                        insert into session as known (session, build, agent, claimed)
                        select session, build, agent, false
                        from unnest(:session, :build, :agent) as said (session, build, agent) order by session
                        on conflict (session) do update
                            set build = excluded.build, agent = coalesce(excluded.agent, known.agent), claimed = false
                            where known.claimed or known.build <> excluded.build
                                or known.agent is distinct from coalesce(excluded.agent, known.agent)
                        returning session""")
                .bindArray("session", String.class, column(builds, BuildChanged::session))
                .bindArray("build", String.class, column(builds, BuildChanged::id))
                .bindArray("agent", String.class, column(builds, BuildChanged::agent))
                .mapTo(String.class)
                .list();
    }

    private static <T> Object[] column(
            Collection<T> rows, java.util.function.Function<T, @org.jspecify.annotations.Nullable String> field) {
        return rows.stream().map(field).toArray();
    }
}
