package io.afterhours.scheduler.control;

import io.afterhours.contracts.Words;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.planning.Mode;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.PolicyReader;
import io.afterhours.scheduler.policy.PolicyWriter;
import io.afterhours.scheduler.retry.Ladder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code control} and {@code policy}; policies that ship with the product are there without a row. */
@ApplicationScoped
public class ControlStore {
    private final ZoneId zone;

    ControlStore(ControlConfig config) {
        this.zone = config.zone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    }

    /** Where the person is, for policies that name no zone. */
    public ZoneId zone() {
        return zone;
    }

    public Control read(Handle tx) {
        var row = tx.createQuery("select mode, since, by, note, policy from control")
                .map((rows, context) -> new Row(
                        Words.read("mode", rows.getString("mode"), Mode.values()),
                        rows.getObject("since", OffsetDateTime.class),
                        rows.getString("by"),
                        rows.getString("note"),
                        rows.getString("policy")))
                .one();
        return new Control(
                row.mode(),
                row.since().toInstant(),
                row.by(),
                row.note(),
                policy(tx, row.policy()).orElseGet(() -> BundledPolicies.night(zone)));
    }

    /** The retry ladder, with the waits of the policy in force where it has its own. */
    public Ladder ladder(Handle tx) {
        return Ladder.standard().withWaits(read(tx).policy().retryWaits());
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

    public Optional<Policy> policy(Handle tx, String name) {
        return tx.createQuery("select body from policy where name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .map(this::parsed)
                .or(() -> BundledPolicies.all(zone).stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst());
    }

    Policy known(Handle tx, String name) {
        return policy(tx, name).orElseThrow(() -> Problem.notFound("policy", name));
    }

    /** All policies: those that ship with the product, changed or not, and the person's own. */
    List<Policy> policies(Handle tx) {
        var all = new LinkedHashMap<String, Policy>();
        BundledPolicies.all(zone).forEach(each -> all.put(each.name(), each));
        tx.createQuery("select body from policy order by name")
                .mapTo(String.class)
                .map(this::parsed)
                .forEach(each -> all.put(each.name(), each));
        return List.copyOf(all.values());
    }

    void save(Handle tx, Policy policy, String by) {
        tx.createUpdate("""
                        insert into policy (name, body, changed_by) values (:name, :body, :by)
                        on conflict (name) do update set body = excluded.body, changed_at = now(), changed_by = excluded.changed_by""")
                .bind("name", policy.name())
                .bind("body", PolicyWriter.write(policy).toString())
                .bind("by", by)
                .execute();
    }

    private Policy parsed(String body) {
        return PolicyReader.read(body.getBytes(StandardCharsets.UTF_8), zone);
    }

    private record Row(
            Mode mode,
            OffsetDateTime since,
            String by,
            @Nullable String note,
            String policy) {}
}
