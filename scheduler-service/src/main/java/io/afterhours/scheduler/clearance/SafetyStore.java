package io.afterhours.scheduler.clearance;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.foundation.sql.PlannedOnce;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildRow;
import io.afterhours.scheduler.safety.Finding;
import io.afterhours.scheduler.safety.SafetyCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code safety_finding} and {@code safety_rule}, and the column {@code build.safety}. */
@ApplicationScoped
public class SafetyStore {
    /** Holds a build for what was seen in it; nothing seen lets it go. */
    void hold(Handle tx, BuildId build, List<Finding> findings) {
        forget(tx, build);
        mark(tx, build, findings.isEmpty() ? "clear" : "held");
        var batch = tx.prepareBatch("""
                insert into safety_finding (build, position, check_id, words) values (:build, :position, :check, :words)""");
        for (int i = 0; i < findings.size(); i++) {
            batch.bind("build", build.number())
                    .bind("position", i)
                    .bind("check", findings.get(i).check().word())
                    .bind("words", ArrayOf.texts(findings.get(i).words()))
                    .add();
        }
        if (!findings.isEmpty()) {
            batch.execute();
        }
    }

    /** Lets a build go because a person said so. */
    void fine(Handle tx, BuildId build) {
        forget(tx, build);
        mark(tx, build, "fine");
    }

    private static void forget(Handle tx, BuildId build) {
        tx.createUpdate("delete from safety_finding where build = :build")
                .bind("build", build.number())
                .execute();
    }

    /** The blockers are named among the columns so that the build's lane is found again. */
    private static void mark(Handle tx, BuildId build, String safety) {
        tx.createUpdate("""
                        update build set safety = :safety, blockers = blockers, version = version + 1
                        where number = :build and safety <> :safety""")
                .bind("safety", safety)
                .bind("build", build.number())
                .execute();
    }

    /** What holds each of the builds; builds that nothing holds are left out. */
    public Map<Long, List<Finding>> findings(Handle tx, List<Build> builds) {
        return builds.isEmpty() ? Map.of() : fact(builds).read(tx);
    }

    /** The same, to be read together with other facts. */
    public Fact<Map<Long, List<Finding>>> fact(List<Build> builds) {
        return new Fact<>(
                "select build, check_id, words from safety_finding where build = " + PlannedOnce.anyOf("builds")
                        + " order by build, position",
                query -> query.bind("builds", ArrayOf.bigints(Build.numbers(builds))),
                rows -> {
                    var found = new HashMap<Long, List<Finding>>();
                    rows.forEach(each -> found.computeIfAbsent(each.number("build"), key -> new ArrayList<>())
                            .add(new Finding(SafetyCheck.of(each.text("check_id")), each.texts("words"))));
                    return found;
                });
    }

    /** Has all builds that wait looked at by these rules; nothing where they were, or are on the way. */
    void beginReview(Handle tx, String rules) {
        tx.createUpdate("update safety_review set rules = :rules, reached = 0 where rules <> :rules")
                .bind("rules", rules)
                .execute();
    }

    /** Has them looked at from the first one again. */
    void reviewAgain(Handle tx) {
        tx.execute("update safety_review set reached = 0");
    }

    /** How far a review by these rules has come; empty where it is over, goes by other rules, or is carried on elsewhere right now. */
    Optional<Long> reviewReached(Handle tx, String rules) {
        return tx.createQuery("""
                        select reached from safety_review where rules = :rules and reached is not null for update skip locked""").bind("rules", rules).mapTo(Long.class).findOne();
    }

    /** @param number absent when there is none behind it */
    void reviewed(Handle tx, @Nullable Long number) {
        tx.createUpdate("update safety_review set reached = :number")
                .bind("number", number)
                .execute();
    }

    /** The next builds that wait and that no person let go, in the order of their numbers; their rows are held. */
    List<Build> toReview(Handle tx, long reached, int limit) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build where number > :reached and state in ('queued', 'retrying') and safety <> 'fine'
                        order by number limit :limit for update""")
                .bind("reached", reached)
                .bind("limit", limit)
                .map(new BuildRow())
                .list();
    }

    /** The first waiting builds of a kind in that state of safety, at most {@code limit}; their rows are held. */
    List<BuildId> waiting(Handle tx, String kind, String safety, int limit) {
        return tx.createQuery("""
                        select number from build where kind = :kind and safety = :safety and state in ('queued', 'retrying')
                        order by number limit :limit for update""")
                .bind("kind", kind)
                .bind("safety", safety)
                .bind("limit", limit)
                .map((rows, context) -> new BuildId(rows.getLong("number")))
                .list();
    }

    /** Adds a rule; nothing where the same one is there. */
    Optional<SafetyRule> add(
            Handle tx,
            SafetyCheck check,
            String kind,
            @Nullable String phrase,
            Instant at,
            String by,
            @Nullable String note) {
        return tx.createQuery("""
                        insert into safety_rule (check_id, kind, phrase, added_at, added_by, note)
                        values (:check, :kind, :phrase, :at, :by, :note) on conflict do nothing returning *""")
                .bind("check", check.word())
                .bind("kind", kind)
                .bind("phrase", phrase)
                .bind("at", at)
                .bind("by", by)
                .bind("note", note)
                .map((rows, context) -> rule(rows))
                .findOne();
    }

    /** The rules that count, oldest first. */
    List<SafetyRule> rules(Handle tx) {
        return tx.createQuery("select * from safety_rule where revoked_at is null order by number")
                .map((rows, context) -> rule(rows))
                .list();
    }

    List<SafetyRule> rules(Handle tx, String kind) {
        return tx.createQuery("select * from safety_rule where revoked_at is null and kind = :kind order by number")
                .bind("kind", kind)
                .map((rows, context) -> rule(rows))
                .list();
    }

    /** Withdraws a rule; empty where none of that number counts. */
    Optional<SafetyRule> revoke(Handle tx, SafetyRuleId id, Instant at, String by) {
        return tx.createQuery("""
                        update safety_rule set revoked_at = :at, revoked_by = :by
                        where number = :number and revoked_at is null returning *""")
                .bind("number", id.number())
                .bind("at", at)
                .bind("by", by)
                .map((rows, context) -> rule(rows))
                .findOne();
    }

    private static SafetyRule rule(ResultSet rows) throws SQLException {
        return new SafetyRule(
                new SafetyRuleId(rows.getLong("number")),
                SafetyCheck.of(rows.getString("check_id")),
                rows.getString("kind"),
                rows.getString("phrase"),
                Instants.of(rows, "added_at"),
                rows.getString("added_by"),
                rows.getString("note"));
    }
}
