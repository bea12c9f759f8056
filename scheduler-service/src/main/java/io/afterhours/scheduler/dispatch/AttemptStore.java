package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.estimate.Progress;
import io.afterhours.scheduler.estimate.Remaining;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.facts.Row;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code attempt}. Leases are written and judged by the database's clock. */
@ApplicationScoped
public class AttemptStore {
    private static final String LIVE = "state in ('dispatched', 'running', 'verifying')";

    /** What a new attempt is made from. */
    record NewAttempt(
            BuildId build,
            int number,
            String session,
            String pool,
            String agent,
            @Nullable String model,
            @Nullable String workspace,
            @Nullable Long batch) {}

    /** Adds a live attempt and returns its fence. */
    long insert(Handle tx, NewAttempt made, Duration lease, Instant at) {
        return tx.createQuery("""
                        insert into attempt (build, number, session, state, fence, lease_until, pool, agent, model, workspace,
                          batch, dispatched_at, rung, climbed)
                        select :build, :number, :session, 'dispatched', nextval('fence'),
                          clock_timestamp() + make_interval(secs => :lease), :pool, :agent, :model, :workspace, :batch, :at,
                          rung, climbed from build where number = :build
                        returning fence""")
                .bind("build", made.build().number())
                .bind("number", made.number())
                .bind("session", made.session())
                .bind("lease", seconds(lease))
                .bind("pool", made.pool())
                .bind("agent", made.agent())
                .bind("model", made.model())
                .bind("workspace", made.workspace())
                .bind("batch", made.batch())
                .bind("at", at)
                .mapTo(Long.class)
                .one();
    }

    /**
     * The live attempts, in the order of their builds, each with when it should be done; all members of a batch take one slot, and
     * the first stands for them.
     */
    Fact<List<LiveAttempt>> occupying(Instant now) {
        return Fact.of("""
                select b.number, b.title, b.workspace, b.started_at, b.minutes_p50, b.minutes_p90, a.batch, p.percent, p.at
                from build b
                left join attempt a on a.build = b.number and a.state in ('dispatched', 'running', 'verifying')
                left join attempt_progress p on p.session = a.session
                where b.state in ('dispatched', 'running', 'verifying') order by b.number""", rows -> {
            var seen = new HashSet<Long>();
            return rows.stream()
                    .filter(each -> takesSlot(each.numberOrNull("batch"), seen))
                    .map(each -> occupying(each, now))
                    .toList();
        });
    }

    private static boolean takesSlot(@Nullable Long batch, Set<Long> seen) {
        return batch == null || seen.add(batch);
    }

    private static LiveAttempt occupying(Row row, Instant now) {
        var begun = row.instantOrNull("started_at");
        return new LiveAttempt(
                new BuildId(row.number("number")).toString(),
                row.text("title"),
                row.textOrNull("workspace"),
                begun == null ? null : now.plus(left(row, begun, now)));
    }

    private static Duration left(Row row, Instant begun, Instant now) {
        var said = row.instantOrNull("at");
        return Remaining.of(
                        row.count("minutes_p50"),
                        row.count("minutes_p90"),
                        Duration.between(begun, now),
                        said == null ? null : new Progress(row.fraction("percent"), Duration.between(begun, said)))
                .p50();
    }

    /** Renews the leases of those that are live, at that runner, with that fence; returns the sessions renewed. */
    List<String> renew(Handle tx, String runner, Map<String, Long> fences, Duration lease) {
        return tx.createQuery("""
                        update attempt a set lease_until = clock_timestamp() + make_interval(secs => :lease), runner = :runner
                        from unnest(:sessions, :fences) as beat (session, fence)
                        where a.session = beat.session and a.fence = beat.fence and (a.runner is null or a.runner = :runner)
                          and a.state in ('dispatched', 'running', 'verifying')
                        returning a.session""")
                .bind("lease", seconds(lease))
                .bind("runner", runner)
                .bind("sessions", ArrayOf.texts(fences.keySet()))
                .bind("fences", ArrayOf.bigints(fences.values()))
                .mapTo(String.class)
                .list();
    }

    Optional<Attempt> find(Handle tx, String session) {
        return tx.createQuery("select * from attempt where session = :session")
                .bind("session", session)
                .map((rows, context) -> attempt(rows))
                .findOne();
    }

    /** The live attempts at a runner, in the order in which they were handed out. */
    List<Attempt> at(Handle tx, String runner) {
        return tx.createQuery("select * from attempt where runner = :runner and " + LIVE + " order by fence")
                .bind("runner", runner)
                .map((rows, context) -> attempt(rows))
                .list();
    }

    Optional<Attempt> live(Handle tx, BuildId build) {
        return tx.createQuery("select * from attempt where build = :build and " + LIVE)
                .bind("build", build.number())
                .map((rows, context) -> attempt(rows))
                .findOne();
    }

    /**
     * Live attempts whose lease is over. They and their builds are held; those that somebody else holds just now are left out,
     * so that a rescuer waits for nobody.
     */
    List<Attempt> silent(Handle tx, int limit) {
        return tx.createQuery("""
                        select a.* from build b join attempt a on a.build = b.number
                        where a.state in ('dispatched', 'running', 'verifying') and a.lease_until < clock_timestamp()
                        order by a.lease_until limit :limit for update of b, a skip locked""")
                .bind("limit", limit)
                .map((rows, context) -> attempt(rows))
                .list();
    }

    void begin(Handle tx, String session, State state, @Nullable Instant startedAt, @Nullable String branch) {
        tx.createUpdate("""
                        update attempt set state = :state, started_at = coalesce(started_at, :at),
                          branch = coalesce(:branch, branch) where session = :session""")
                .bind("session", session)
                .bind("state", state.word())
                .bind("at", startedAt)
                .bind("branch", branch)
                .execute();
    }

    void end(Handle tx, String session, State state, @Nullable Failure failure, Instant at) {
        tx.createUpdate("""
                        update attempt set state = :state, ended_at = :at, failure_class = :class, failure_text = :text,
                          evidence = :evidence where session = :session""")
                .bind("session", session)
                .bind("state", state.word())
                .bind("at", at)
                .bind("class", failure == null ? null : failure.failureClass().word())
                .bind("text", failure == null ? null : failure.text())
                .bind("evidence", failure == null ? null : failure.evidence())
                .execute();
    }

    /**
     * A build whose attempt has cost more than its cap.
     *
     * @param together whether the cost and the cap are those of the batch that it is done in
     */
    record OverCap(BuildId build, long nanos, long capNanos, boolean together) {}

    /**
     * Of sessions that have cost so many nano-dollars, the builds whose live attempts are over their cap and that nobody stops yet. A
     * batch reports under one session, whatever became of the build that leads, and its cap is the sum of its builds'; where one of them
     * has none, the batch has none.
     */
    List<OverCap> overCap(Handle tx, Map<String, Long> costs) {
        return tx.createQuery("""
                        with reported as materialized (
                          select a.session, a.batch, cost.nanos, 1000000000 * case
                            when a.batch is null then (select b.cap from build b where b.number = a.build)
                            else (select case when count(b.cap) = count(*) then sum(b.cap) end
                              from attempt m join build b on b.number = m.build where m.batch = a.batch) end as cap_nanos
                          from unnest(:sessions, :nanos) as cost (session, nanos) join attempt a on a.session = cost.session
                          where a.batch is not null or a.ended_at is null and a.over_cap is null)
                        select a.build, r.nanos, r.cap_nanos::bigint as cap_nanos, r.batch is not null as together
                        from reported r join attempt a on a.session = r.session or a.batch = r.batch
                        where r.cap_nanos < r.nanos and a.ended_at is null and a.over_cap is null order by a.build""")
                .bind("sessions", ArrayOf.texts(costs.keySet()))
                .bind("nanos", ArrayOf.bigints(costs.values()))
                .map((rows, context) -> new OverCap(
                        new BuildId(rows.getLong("build")),
                        rows.getLong("nanos"),
                        rows.getLong("cap_nanos"),
                        rows.getBoolean("together")))
                .list();
    }

    /** Notes that an attempt is being stopped for what it costs; false where it already is, or is over. */
    boolean noteOverCap(Handle tx, String session, String why) {
        return tx.createUpdate("""
                                update attempt set over_cap = :why
                                where session = :session and ended_at is null and over_cap is null""").bind("session", session).bind("why", why).execute() > 0;
    }

    /** Why an attempt is being stopped for what it costs; nothing where it is not. */
    Optional<String> overCap(Handle tx, String session) {
        return tx.createQuery("select over_cap from attempt where session = :session and over_cap is not null")
                .bind("session", session)
                .mapTo(String.class)
                .findOne();
    }

    /** Notes what an attempt left; a branch that it does not name is gone, whatever was said at its start. */
    void noteResult(
            Handle tx, String session, @Nullable String summary, @Nullable String branch, List<String> commits) {
        tx.createUpdate("""
                        update attempt set summary = :summary, branch = :branch, commits = :commits
                        where session = :session""")
                .bind("session", session)
                .bind("summary", summary)
                .bind("branch", branch)
                .bind("commits", ArrayOf.texts(commits))
                .execute();
    }

    /** Notes a result that is not used; which branch is left is as it says all the same. */
    void noteLate(Handle tx, String session, String text, @Nullable String branch) {
        tx.createUpdate("update attempt set late_result = :text, branch = :branch where session = :session")
                .bind("session", session)
                .bind("text", text)
                .bind("branch", branch)
                .execute();
    }

    /** The attempts at each of the builds, first to last. */
    public Map<Long, List<Attempt>> of(Handle tx, Collection<Long> builds) {
        var found = new HashMap<Long, List<Attempt>>();
        tx.createQuery("select * from attempt where build = any(:builds) order by build, number")
                .bind("builds", ArrayOf.bigints(builds))
                .map((rows, context) -> attempt(rows))
                .forEach(each -> found.computeIfAbsent(each.build().number(), key -> new ArrayList<>())
                        .add(each));
        return found;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Attempt attempt(ResultSet rows) throws SQLException {
        var failure = rows.getString("failure_class");
        var climbed = rows.getString("climbed");
        return new Attempt(
                new BuildId(rows.getLong("build")),
                rows.getInt("number"),
                rows.getString("session"),
                State.of(rows.getString("state")),
                rows.getLong("fence"),
                rows.getString("pool"),
                rows.getString("runner"),
                rows.getString("agent"),
                rows.getString("model"),
                rows.getString("workspace"),
                Instants.of(rows, "dispatched_at"),
                Instants.orNull(rows, "started_at"),
                Instants.orNull(rows, "ended_at"),
                failure == null
                        ? null
                        : new Failure(
                                FailureClass.of(failure),
                                rows.getString("failure_text"),
                                rows.getString("evidence"),
                                null),
                rows.getString("summary"),
                rows.getString("branch"),
                List.of((String[]) rows.getArray("commits").getArray()),
                rows.getString("late_result"),
                rows.getObject("batch", Long.class),
                rows.getInt("rung"),
                climbed == null ? null : FailureClass.of(climbed));
    }
}
