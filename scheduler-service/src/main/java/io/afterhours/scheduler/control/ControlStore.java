package io.afterhours.scheduler.control;

import io.afterhours.contracts.Words;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.facts.Row;
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
        return fact().read(tx);
    }

    /** The same, to be read together with other facts. */
    public Fact<Control> fact() {
        return Fact.of(
                "select mode, since, by, note, until, c.policy, p.body from control c left join policy p on p.name = c.policy",
                rows -> control(rows.getFirst()));
    }

    private Control control(Row row) {
        return new Control(
                Words.read("mode", row.text("mode"), Mode.values()),
                row.instant("since"),
                row.text("by"),
                row.textOrNull("note"),
                row.instantOrNull("until"),
                policies.inForce(row.text("policy"), row.textOrNull("body")));
    }

    /** The retry ladder, with the waits of the policy in force where it has its own. */
    public Ladder ladder(Handle tx) {
        return ladders.inForce(tx).withWaits(read(tx).policy().retryWaits());
    }

    /** @param until when builds start again by themselves */
    void setMode(Handle tx, Mode mode, String by, @Nullable String note, @Nullable Instant until) {
        tx.createUpdate("update control set mode = :mode, since = now(), by = :by, note = :note, until = :until")
                .bind("mode", mode.word())
                .bind("by", by)
                .bind("note", note)
                .bind("until", until)
                .execute();
    }

    /** Notes that a pause came to its end; says whether one did. */
    boolean endPause(Handle tx, Instant now, String by) {
        return tx.createUpdate(
                                "update control set mode = 'running', since = until, by = :by, note = null, until = null where until <= :now")
                        .bind("by", by)
                        .bind("now", now)
                        .execute()
                > 0;
    }

    void use(Handle tx, String policy) {
        tx.createUpdate("update control set policy = :policy")
                .bind("policy", policy)
                .execute();
    }
}
