package io.afterhours.scheduler.control;

import io.afterhours.contracts.Words;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.planning.Mode;
import io.afterhours.scheduler.retry.Ladder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code control}, of one row: whether builds start, and by which policy. */
@ApplicationScoped
public class ControlStore {
    private final PolicyStore policies;
    private final LadderStore ladders;

    ControlStore(PolicyStore policies, LadderStore ladders) {
        this.policies = policies;
        this.ladders = ladders;
    }

    /** Where the person is, for policies that name no zone. */
    public ZoneId zone() {
        return policies.zone();
    }

    public Control read(Handle tx) {
        var row = tx.createQuery("select mode, since, by, note, policy from control")
                .map((rows, context) -> new Row(
                        Words.read("mode", rows.getString("mode"), Mode.values()),
                        Instants.of(rows, "since"),
                        rows.getString("by"),
                        rows.getString("note"),
                        rows.getString("policy")))
                .one();
        return new Control(row.mode(), row.since(), row.by(), row.note(), policies.inForce(tx, row.policy()));
    }

    /** The retry ladder, with the waits of the policy in force where it has its own. */
    public Ladder ladder(Handle tx) {
        return ladders.inForce(tx).withWaits(read(tx).policy().retryWaits());
    }

    void setMode(Handle tx, Mode mode, String by, @Nullable String note) {
        tx.createUpdate("update control set mode = :mode, since = now(), by = :by, note = :note")
                .bind("mode", mode.word())
                .bind("by", by)
                .bind("note", note)
                .execute();
    }

    void use(Handle tx, String policy) {
        tx.createUpdate("update control set policy = :policy")
                .bind("policy", policy)
                .execute();
    }

    private record Row(
            Mode mode, Instant since, String by, @Nullable String note, String policy) {}
}
