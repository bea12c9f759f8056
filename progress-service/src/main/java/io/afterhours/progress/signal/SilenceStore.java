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
     * @param wroteAt when it last wrote a line
     * @param lastAt when it was last heard of or wrote a line
     * @param said whether it was said to be
     */
    record Silent(String id, String kind, @Nullable Instant wroteAt, Instant lastAt, boolean said) {}

    /** Sessions that were not heard of since then and of which that was not said, and those that write lines again. */
    List<Silent> silent(Handle tx, Instant before) {
        return tx.createQuery("""
                        select id, coalesce(facts -> 'announced' ->> 'kind', '') as kind, line.at as wrote_at, last_at, said
                        from session left join lateral (
                          select at from log_line where session = session.id order by n desc limit 1
                        ) as line on true
                        cross join lateral (
                          select greatest(updated_at, published_at, line.at) as last_at,
                            facts @> '{"raised":[{"signal":{"kind":"stalled"}}]}' as said) as heard
                        where ended_at is null and agent is not null
                          and case when said then line.at > published_at else last_at < :before end""")
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
