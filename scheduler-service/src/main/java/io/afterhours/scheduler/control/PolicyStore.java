package io.afterhours.scheduler.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.foundation.http.Problem;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.document.InvalidDocument;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.PolicyReader;
import io.afterhours.scheduler.policy.PolicyWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code policy} and {@code policy_version}; policies that ship with the product are there without a row. */
@ApplicationScoped
public class PolicyStore {
    private static final int MOST_PARSED = 64;

    private final ZoneId zone;
    private final List<Policy> bundled;
    private final Map<String, Policy> parsed = new ConcurrentHashMap<>();

    public PolicyStore(ControlConfig config) {
        this.zone = config.zone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        this.bundled = BundledPolicies.all(zone);
    }

    /**
     * What a policy once said.
     *
     * @param version 0 is how it ships with the product, and then nobody changed it
     */
    public record Version(
            int version,
            @Nullable Instant changedAt,
            @Nullable String changedBy,
            @Nullable String note) {
        static final Version AS_IT_SHIPS = new Version(0, null, null, "as it ships");

        static Version of(ResultSet rows) throws SQLException {
            return new Version(
                    rows.getInt("version"),
                    Instants.of(rows, "changed_at"),
                    rows.getString("changed_by"),
                    rows.getString("note"));
        }
    }

    /** Where the person is, for policies that name no zone. */
    public ZoneId zone() {
        return zone;
    }

    Optional<Policy> find(Handle tx, String name) {
        return tx.createQuery("select body from policy where name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .map(this::read)
                .or(() -> bundled(name));
    }

    /**
     * The policy a document from outside describes, in the zone of the person where it names none.
     *
     * @param where what the names of the faulty fields begin with: "" or such as "policies."
     * @throws Problem 400 with every fault of it
     */
    public Policy described(JsonNode document, String where) {
        try {
            return PolicyReader.read(document, zone);
        } catch (InvalidDocument e) {
            throw Faults.of(e, where);
        }
    }

    /**
     * The policy in force; the default one where somebody removed its row by hand.
     *
     * @param body of its row; absent where it has none
     */
    Policy inForce(String name, @Nullable String body) {
        return body == null
                ? bundled(name).or(() -> bundled(BundledPolicies.DEFAULT)).orElseThrow()
                : read(body);
    }

    /** The policy of this name; refused with the names there are where there is none. */
    public Policy known(Handle tx, String name) {
        return find(tx, name)
                .orElseThrow(() -> Problem.notFound(
                        "policy", name, all(tx).stream().map(Policy::name).toList()));
    }

    /** All policies: those that ship with the product, changed or not, and the person's own. */
    List<Policy> all(Handle tx) {
        var all = new LinkedHashMap<String, Policy>();
        bundled.forEach(each -> all.put(each.name(), each));
        tx.createQuery("select body from policy order by name")
                .mapTo(String.class)
                .map(this::read)
                .forEach(each -> all.put(each.name(), each));
        return List.copyOf(all.values());
    }

    /** Lets the policy say this from now on; what it said before is kept. Returns the number of the version. */
    int save(Handle tx, Policy policy, String by, @Nullable String note, Instant now) {
        var body = PolicyWriter.write(policy).toString();
        tx.createUpdate("""
                        insert into policy (name, body, changed_at, changed_by) values (:name, :body, :now, :by)
                        on conflict (name) do update
                        set body = excluded.body, changed_at = excluded.changed_at, changed_by = excluded.changed_by""")
                .bind("name", policy.name())
                .bind("body", body)
                .bind("now", now)
                .bind("by", by)
                .execute();
        return tx.createQuery("""
                        insert into policy_version (name, version, body, changed_at, changed_by, note)
                        select :name, coalesce(max(version), 0) + 1, :body, :now, :by, :note from policy_version where name = :name
                        returning version""")
                .bind("name", policy.name())
                .bind("body", body)
                .bind("now", now)
                .bind("by", by)
                .bind("note", note)
                .mapTo(Integer.class)
                .one();
    }

    /** What the policy says and said, newest first; empty where there is none of that name. */
    List<Version> versions(Handle tx, String name) {
        var versions = new ArrayList<>(tx.createQuery("""
                        select version, changed_at, changed_by, note from policy_version where name = :name order by version desc""")
                .bind("name", name)
                .map((rows, _) -> Version.of(rows))
                .list());
        bundled(name).ifPresent(_ -> versions.add(Version.AS_IT_SHIPS));
        return versions;
    }

    /** What the policy said in a version. */
    Optional<Policy> version(Handle tx, String name, int version) {
        return version == 0
                ? bundled(name)
                : tx.createQuery("select body from policy_version where name = :name and version = :version")
                        .bind("name", name)
                        .bind("version", version)
                        .mapTo(String.class)
                        .findOne()
                        .map(this::read);
    }

    private Optional<Policy> bundled(String name) {
        return bundled.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The same text is the same policy, and it is asked for at every look at the queue. */
    private Policy read(String body) {
        if (parsed.size() >= MOST_PARSED) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(body, text -> PolicyReader.read(text.getBytes(StandardCharsets.UTF_8), zone));
    }
}
