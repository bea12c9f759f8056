package io.afterhours.scheduler.agent;

import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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

    /**
     * Keeps others from adding and removing agents until the transaction ends: each withdrawal is a token of the same account with one
     * more name in it, and of two that were made from the same token before only the later would count.
     */
    void hold(Handle tx) {
        tx.execute("lock table agent in share row exclusive mode");
    }

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
                .map((rows, context) -> new Agent(
                        rows.getString("name"),
                        rows.getString("public_key"),
                        Instants.of(rows, "added_at"),
                        Instants.orNull(rows, "removed_at")))
                .list();
    }
}
