package io.afterhours.progress.signal;

import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds live sessions of which there may be something to say. */
@ApplicationScoped
public class SilenceStore {
    /**
     * A session that is silent, or was said to be.
     *
     * @param kind of its build; empty for none
     * @param wroteAt when a line of it last came in
     * @param lastAt when it was last heard of or a line came in
     * @param said whether it was said to be
     */
    record Silent(String id, String kind, @Nullable Instant wroteAt, Instant lastAt, boolean said) {}

    /** Sessions that were not heard of since then and of which that was not said, and those that write lines again. */
    List<Silent> silent(Handle tx, Instant before) {
        return tx.createQuery("""
                        select id, coalesce(facts -> 'announced' ->> 'kind', '') as kind, log.heard_at as wrote_at, last_at, said
                        from session left join session_log as log on log.session = session.id
                        cross join lateral (
                          select greatest(updated_at, published_at, log.heard_at) as last_at,
                            facts @> '{"raised":[{"signal":{"kind":"stalled"}}]}' as said) as heard
                        where ended_at is null and agent is not null
                          and case when said then log.heard_at > published_at else last_at < :before end""")
                .bind("before", before)
                .map((rows, context) -> new Silent(
                        rows.getString("id"),
                        rows.getString("kind"),
                        Instants.orNull(rows, "wrote_at"),
                        Instants.of(rows, "last_at"),
                        rows.getBoolean("said")))
                .list();
    }
}
