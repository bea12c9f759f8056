package io.afterhours.scheduler.audit;

import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes down what people did. */
@ApplicationScoped
public class Audit {
    private final InstantSource clock;

    public Audit(InstantSource clock) {
        this.clock = clock;
    }

    /** One action. */
    public record Entry(
            long id,
            Instant at,
            String who,
            String what,
            String target,
            @Nullable String why,
            String result) {}

    public void note(Handle tx, String who, String what, String target, @Nullable String why, String result) {
        tx.createUpdate("""
                        insert into audit (at, who, what, target, why, result) values (:at, :who, :what, :target, :why, :result)""")
                .bind("at", clock.instant())
                .bind("who", who)
                .bind("what", what)
                .bind("target", target)
                .bind("why", why)
                .bind("result", result)
                .execute();
    }

    /** Of the entries before this one those in which the text stands, newest first. */
    List<Entry> list(Handle tx, @Nullable Long before, int limit, @Nullable String text) {
        return tx.createQuery("""
                        select * from audit where (:before::bigint is null or id < :before)
                          and (:text::text is null
                            or position(lower(:text) in lower(concat_ws(' ', who, what, target, why, result))) > 0)
                        order by id desc limit :limit""")
                .bind("before", before)
                .bind("text", text)
                .bind("limit", limit)
                .map((rows, context) -> new Entry(
                        rows.getLong("id"),
                        Instants.of(rows, "at"),
                        rows.getString("who"),
                        rows.getString("what"),
                        rows.getString("target"),
                        rows.getString("why"),
                        rows.getString("result")))
                .list();
    }
}
