package io.afterhours.scheduler.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code agent}. */
@ApplicationScoped
public class AgentStore {
    /** An agent that may publish, or might. */
    public record Agent(
            String agent,
            String publicKey,
            Instant addedAt,
            @Nullable Instant removedAt) {}

    void put(Handle tx, String name, String publicKey, Instant at) {
        tx.createUpdate("""
                        insert into agent (name, public_key, added_at) values (:name, :key, :at)
                        on conflict (name) do update set public_key = :key, added_at = :at, removed_at = null""")
                .bind("name", name)
                .bind("key", publicKey)
                .bind("at", at)
                .execute();
    }

    void remove(Handle tx, String name, Instant at) {
        tx.createUpdate("update agent set removed_at = :at where name = :name")
                .bind("name", name)
                .bind("at", at)
                .execute();
    }

    Optional<Agent> find(Handle tx, String name) {
        return list(tx).stream().filter(each -> each.agent().equals(name)).findFirst();
    }

    List<Agent> list(Handle tx) {
        return tx.createQuery("select name, public_key, added_at, removed_at from agent order by name")
                .map((rows, context) -> {
                    var removed = rows.getObject("removed_at", OffsetDateTime.class);
                    return new Agent(
                            rows.getString("name"),
                            rows.getString("public_key"),
                            rows.getObject("added_at", OffsetDateTime.class).toInstant(),
                            removed == null ? null : removed.toInstant());
                })
                .list();
    }
}
