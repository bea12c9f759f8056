package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.retry.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The table {@code build}: a build read, held and changed, and the head of the queue as planning reads it. */
@ApplicationScoped
public class BuildStore {
    public Optional<Build> find(Handle tx, BuildId id) {
        return tx.createQuery("select " + BuildRow.COLUMNS + " from build where number = :number")
                .bind("number", id.number())
                .map(new BuildRow())
                .findOne();
    }

    /** Finds a build and holds its row until the transaction ends. */
    public Optional<Build> lock(Handle tx, BuildId id) {
        return tx.createQuery("select " + BuildRow.COLUMNS + " from build where number = :number for update")
                .bind("number", id.number())
                .map(new BuildRow())
                .findOne();
    }

    /**
     * The head of the queue: builds that wait for no person, time or other build, in score order.
     *
     * @param priorities only these may start now
     */
    public List<Build> startable(Handle tx, Instant now, Set<Priority> priorities, int limit) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build b
                        where state in ('queued', 'retrying') and approval <> 'needed' and blockers = '{}'
                          and (earliest_start is null or earliest_start <= :now)
                          and (retry_at is null or retry_at <= :now)
                          and priority = any(:priorities)
                          and not exists (
                            select 1 from dependency d join build on_ on on_.number = d.depends_on
                            where d.build = b.number and on_.state <> 'finished'
                              and not (d.on_failure = 'continue' and on_.state in ('failed', 'cancelled', 'rejected')))
                        order by score desc, created_at, number limit :limit""")
                .bind("now", now)
                .bindArray(
                        "priorities",
                        String.class,
                        priorities.stream().map(Priority::word).toList())
                .bind("limit", limit)
                .map(new BuildRow())
                .list();
    }

    /** The head of the queue as it stands, whatever it waits for. */
    public List<Build> waiting(Handle tx, int limit) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build where state in ('queued', 'retrying') order by score desc, created_at, number limit :limit""")
                .bind("limit", limit)
                .map(new BuildRow())
                .list();
    }

    public List<Build> live(Handle tx) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build where state in ('dispatched', 'running', 'verifying') order by number""")
                .map(new BuildRow())
                .list();
    }

    /** When the first waiting build's own time comes: an earliest start or the end of a retry wait. */
    public Optional<Instant> nextDue(Handle tx, Instant now) {
        return tx.createQuery("""
                        select min(greatest(earliest_start, retry_at)) as due from build
                        where state in ('queued', 'retrying') and greatest(earliest_start, retry_at) > :now""")
                .bind("now", now)
                .map((rows, context) -> Optional.ofNullable(Instants.orNull(rows, "due")))
                .one();
    }

    /** What each of the builds waits for. */
    public Map<Long, List<Prerequisite>> prerequisites(Handle tx, List<Build> builds) {
        var found = new HashMap<Long, List<Prerequisite>>();
        if (builds.isEmpty()) {
            return found;
        }
        tx.createQuery("""
                        select d.build, b.number, b.title, b.state, d.on_failure
                        from dependency d join build b on b.number = d.depends_on
                        where d.build = any(:builds) order by d.build, b.number""")
                .bindArray(
                        "builds",
                        Long.class,
                        builds.stream().map(each -> each.id().number()).toList())
                .map((rows, context) -> Map.entry(
                        rows.getLong("build"),
                        new Prerequisite(
                                new BuildId(rows.getLong("number")).toString(),
                                rows.getString("title"),
                                BuildState.of(rows.getString("state")),
                                Dependency.OnFailure.of(rows.getString("on_failure")))))
                .forEach(entry -> found.computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                        .add(entry.getValue()));
        return found;
    }

    /** Moves a build to another state, if it still is in the version it was read in; returns it as it is then. */
    public Build move(Handle tx, Build build, BuildState state, Instant at) {
        return changed(
                build,
                update(tx, build, """
                        state = :state,
                        ended_at = case when :final then :at else null end,
                        started_at = case when :state = 'dispatched' then :at else started_at end,
                        retry_at = case when :state = 'retrying' then retry_at else null end""")
                        .bind("state", state.word())
                        .bind("final", state.isFinal())
                        .bind("at", at));
    }

    /** Counts a new attempt. */
    public Build countAttempt(Handle tx, Build build) {
        return changed(build, update(tx, build, "attempts = attempts + 1"));
    }

    /** Notes what the next attempt needs to know of those before it. */
    public Build noteFailure(
            Handle tx,
            Build build,
            Tally tally,
            @Nullable Instant retryAt,
            @Nullable String evidence,
            @Nullable String resume) {
        return changed(
                build,
                update(tx, build, """
                        failures = :failures, losses = :losses, retry_at = :retryAt, evidence = :evidence, resume = :resume""")
                        .bind("failures", tally.failures())
                        .bind("losses", tally.losses())
                        .bind("retryAt", retryAt)
                        .bind("evidence", evidence)
                        .bind("resume", resume));
    }

    public Build assign(Handle tx, Build build, String agent) {
        return changed(build, update(tx, build, "agent = :agent").bind("agent", agent));
    }

    public Build approve(Handle tx, Build build) {
        return changed(build, update(tx, build, "approval = 'granted'"));
    }

    public Build clearBlockers(Handle tx, Build build) {
        return changed(build, update(tx, build, "blockers = '{}'"));
    }

    public Build prioritize(Handle tx, Build build, Priority priority, Approval approval, long score) {
        return changed(
                build,
                update(tx, build, "priority = :priority, approval = :approval, score = :score")
                        .bind("priority", priority.word())
                        .bind("approval", approval.word())
                        .bind("score", score));
    }

    private static Build changed(Build build, Query update) {
        return update.map(new BuildRow()).findOne().orElseThrow(() -> new StaleBuild(build));
    }

    private static Query update(Handle tx, Build build, String assignments) {
        return tx.createQuery("update build set version = version + 1, " + assignments
                        + " where number = :number and version = :version returning " + BuildRow.COLUMNS)
                .bind("number", build.id().number())
                .bind("version", build.version());
    }
}
