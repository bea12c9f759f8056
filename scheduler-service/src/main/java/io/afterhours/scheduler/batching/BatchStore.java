package io.afterhours.scheduler.batching;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.foundation.sql.PlannedOnce;
import io.afterhours.scheduler.batch.Proposal;
import io.afterhours.scheduler.batch.Saving;
import io.afterhours.scheduler.batching.Batch.State;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.facts.Row;
import io.afterhours.scheduler.planning.Company;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The tables {@code batch} and {@code batch_member}. */
@ApplicationScoped
public class BatchStore {
    private static final String SELECT = """
            select b.*, m.build, m.minutes_p50 as alone_minutes_p50, m.minutes_p90 as alone_minutes_p90,
              m.cost_p50 as alone_cost_p50, m.cost_p90 as alone_cost_p90, m.source as alone_source
            from batch b join batch_member m on m.batch = b.number
            """;

    void propose(Handle tx, Proposal proposal, Instant at) {
        var together = proposal.together();
        long number = tx.createQuery("""
                        insert into batch (kind, state, minutes_p50, minutes_p90, cost_p50, cost_p90, source, saving_minutes,
                          saving_nanos, proposed_at)
                        values (:kind, 'proposed', :minutesP50, :minutesP90, :costP50, :costP90, :source, :minutes, :nanos, :at)
                        returning number""")
                .bind("kind", proposal.kind())
                .bind("minutesP50", together.minutesP50())
                .bind("minutesP90", together.minutesP90())
                .bind("costP50", together.costP50())
                .bind("costP90", together.costP90())
                .bind("source", together.source())
                .bind("minutes", proposal.saving().minutes())
                .bind("nanos", proposal.saving().nanos())
                .bind("at", at)
                .mapTo(Long.class)
                .one();
        var members = tx.prepareBatch("""
                insert into batch_member (batch, place, build, minutes_p50, minutes_p90, cost_p50, cost_p90, source)
                values (:batch, :place, :build, :minutesP50, :minutesP90, :costP50, :costP90, :source)""");
        for (int place = 0; place < proposal.members().size(); place++) {
            var member = proposal.members().get(place);
            var alone = member.estimate();
            members.bind("batch", number)
                    .bind("place", place)
                    .bind("build", BuildId.parse("id", member.id()).number())
                    .bind("minutesP50", alone.minutesP50())
                    .bind("minutesP90", alone.minutesP90())
                    .bind("costP50", alone.costP50())
                    .bind("costP90", alone.costP90())
                    .bind("source", alone.source())
                    .add();
        }
        members.execute();
    }

    /** The batch, held until the transaction ends. */
    Optional<Batch> lock(Handle tx, BatchId id) {
        tx.createQuery("select number from batch where number = :number for update")
                .bind("number", id.number())
                .mapTo(Long.class)
                .findOne();
        return batches(tx, "where b.number = :number order by place", "number", id.number()).stream()
                .findFirst();
    }

    /** Those that are decided on, waited for or running, the oldest first. */
    List<Batch> open(Handle tx) {
        return batches(
                tx,
                "where b.state in ('proposed', 'accepted', 'running') and b.number > :after order by b.number, place",
                "after",
                0L);
    }

    /** Those that ran or were dismissed, the newest first. */
    List<Batch> over(Handle tx, int limit) {
        return batches(tx, """
                where b.number in (select number from batch where state in ('ended', 'dismissed') order by number desc limit :limit)
                order by b.number desc, place""", "limit", (long) limit);
    }

    /** The latest of a kind that ended, the newest first. */
    List<Batch> ended(Handle tx, String kind) {
        return batches(tx, """
                where b.number in (
                  select number from batch where state = 'ended' and kind = :kind order by number desc limit 50)
                order by b.number desc, place""", "kind", kind);
    }

    /** The accepted batches that these builds wait in. */
    List<Batch> accepted(Handle tx, Collection<Long> builds) {
        return builds.isEmpty()
                ? List.of()
                : collected(tx.createQuery(SELECT + """
                                where b.state = 'accepted' and b.number in (
                                  select batch from batch_member where build = any(:builds)) order by b.number, place""")
                        .bind("builds", ArrayOf.bigints(builds))
                        .map((rows, context) -> row(rows))
                        .list());
    }

    /** The builds that wait in accepted batches, by batch; those that something of their own holds do not go along. */
    public Fact<List<Company>> companies() {
        return Fact.of("""
                select m.batch, m.build, b.saving_minutes, b.saving_nanos
                from batch b join batch_member m on m.batch = b.number join build on build.number = m.build
                where b.state = 'accepted' and build.lane is not null order by m.batch, m.place""", BatchStore::companies);
    }

    /** The accepted batches that these builds wait in, with those that something of their own holds. */
    public Fact<List<Company>> companiesOf(Collection<Build> builds) {
        var members = """
                select m.batch, m.build, b.saving_minutes, b.saving_nanos from batch b join batch_member m on m.batch = b.number
                where b.state = 'accepted' and b.number in (select batch from batch_member where build =\s""" + PlannedOnce.anyOf("builds") + ") order by m.batch, m.place";
        return new Fact<>(
                members, query -> query.bind("builds", ArrayOf.bigints(Build.numbers(builds))), BatchStore::companies);
    }

    private static List<Company> companies(List<Row> members) {
        return members.stream()
                .collect(Collectors.groupingBy(each -> each.number("batch"), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(BatchStore::company)
                .toList();
    }

    /** The accepted batch of each build that waits in one. */
    public Fact<Map<Long, Long>> waiting() {
        return Fact.of(
                """
                select m.build, m.batch from batch b join batch_member m on m.batch = b.number where b.state = 'accepted'""",
                rows -> rows.stream()
                        .collect(Collectors.toMap(each -> each.number("build"), each -> each.number("batch"))));
    }

    private static Company company(List<Row> members) {
        var first = members.getFirst();
        return new Company(
                members.stream()
                        .map(each -> new BuildId(each.number("build")).toString())
                        .toList(),
                first.count("saving_minutes"),
                first.number("saving_nanos"));
    }

    void decide(Handle tx, BatchId id, State state, String by, Instant at) {
        tx.createUpdate("""
                        update batch set state = :state, decided_by = :by, decided_at = :at where number = :number""")
                .bind("number", id.number())
                .bind("state", state.word())
                .bind("by", by)
                .bind("at", at)
                .execute();
    }

    /** Its members were handed to an attempt, which reports under this session. */
    public void begin(Handle tx, BatchId id, String session, Instant at) {
        tx.createUpdate("""
                        update batch set state = 'running', session = :session, started_at = :at where number = :number""")
                .bind("number", id.number())
                .bind("session", session)
                .bind("at", at)
                .execute();
    }

    /** Forgets a batch, so that its builds are free for another. */
    void remove(Handle tx, BatchId id) {
        tx.createUpdate("delete from batch where number = :number")
                .bind("number", id.number())
                .execute();
    }

    /** Leaves members out that do not go along. */
    public void keepOnly(Handle tx, BatchId id, Collection<Long> builds) {
        tx.createUpdate("delete from batch_member where batch = :number and not (build = any(:builds))")
                .bind("number", id.number())
                .bind("builds", ArrayOf.bigints(builds))
                .execute();
    }

    /** Ends those of which no member has a live attempt; returns them. */
    List<BatchId> end(Handle tx) {
        return tx.createQuery("""
                        update batch b set state = 'ended',
                          ended_at = (select max(a.ended_at) from attempt a where a.batch = b.number)
                        where state = 'running' and not exists (
                          select 1 from attempt a where a.batch = b.number and a.ended_at is null)
                        returning number""")
                .map((rows, context) -> new BatchId(rows.getLong("number")))
                .list();
    }

    private static List<Batch> batches(Handle tx, String where, String name, Object value) {
        return collected(tx.createQuery(SELECT + where)
                .bind(name, value)
                .map((rows, context) -> row(rows))
                .list());
    }

    /** One member per row. */
    private static List<Batch> collected(List<Batch> rows) {
        var found = new LinkedHashMap<BatchId, Batch>();
        rows.forEach(each -> found.merge(each.id(), each, BatchStore::joined));
        return List.copyOf(found.values());
    }

    private static Batch joined(Batch one, Batch other) {
        var members = new ArrayList<>(one.members());
        members.addAll(other.members());
        return new Batch(
                one.id(),
                one.kind(),
                one.state(),
                one.together(),
                one.saving(),
                one.proposedAt(),
                one.decidedAt(),
                one.decidedBy(),
                one.session(),
                one.startedAt(),
                one.endedAt(),
                members);
    }

    private static Batch row(ResultSet rows) throws SQLException {
        return new Batch(
                new BatchId(rows.getLong("number")),
                rows.getString("kind"),
                State.of(rows.getString("state")),
                estimate(rows, ""),
                new Saving(rows.getInt("saving_minutes"), rows.getLong("saving_nanos")),
                Instants.of(rows, "proposed_at"),
                Instants.orNull(rows, "decided_at"),
                rows.getString("decided_by"),
                rows.getString("session"),
                Instants.orNull(rows, "started_at"),
                Instants.orNull(rows, "ended_at"),
                List.of(new Batch.Member(new BuildId(rows.getLong("build")), estimate(rows, "alone_"))));
    }

    private static Estimate estimate(ResultSet rows, String prefix) throws SQLException {
        return new Estimate(
                rows.getInt(prefix + "minutes_p50"),
                rows.getInt(prefix + "minutes_p90"),
                rows.getLong(prefix + "cost_p50"),
                rows.getLong(prefix + "cost_p90"),
                rows.getString(prefix + "source"));
    }
}
