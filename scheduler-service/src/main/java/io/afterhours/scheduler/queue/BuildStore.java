package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.PlannedOnce;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.facts.Row;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.retry.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The table {@code build}: a build read, held and changed, and the head of the queue as planning reads it. */
@ApplicationScoped
public class BuildStore {
    /** The numbers of the builds of which {@link #startingBefore} tells. */
    private static final String STARTING_BEFORE = """
            with asked as materialized (select cast(:limit as int) as most, cast(:until as timestamptz) as until),
            head as materialized (
              select number, lane is not null as ready from build where state in ('queued', 'retrying')
              order by score desc, created_at, number limit (select most from asked)),
            short as materialized (select 1 from head having count(*) = (select most from asked) and not bool_and(ready)),
            lanes as materialized (select id, 2 + 2 * (select most from asked) / count(*) over () as share from lane, short),
            edge as materialized (
              select first.* from lanes cross join lateral (
                select -score as place, created_at, number from build b where b.lane = lanes.id
                order by lane, (-score), created_at, number limit lanes.share) first
              order by first.place, first.created_at, first.number offset (select most from asked) - 1 limit 1)
            select number from head
            union
            (select number from (
              select next.* from lanes left join edge on true cross join lateral (
                select -score as place, created_at, number from build b where b.lane = lanes.id
                  and ((-b.score), b.created_at, b.number) <= (
                    coalesce(edge.place, 9223372036854775807), coalesce(edge.created_at, 'infinity'),
                    coalesce(edge.number, 0))
                order by lane, (-score), created_at, number limit (select most from asked)) next
              union all
              select -score as place, created_at, number from build, short
              where due_at < (select until from asked) and approval <> 'needed' and blockers = '{}' and open_dependencies = 0) ready
            order by place, created_at, number limit (select most from asked))""";

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

    /** The builds of these numbers, in the order of the numbers given; those that are not there are left out. */
    public List<Build> numbered(Handle tx, List<Long> numbers) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build join unnest(:numbers) with ordinality as wanted (wanted, place) on number = wanted
                        order by place""")
                .bind("numbers", ArrayOf.bigints(numbers))
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

    /**
     * The head of the queue, and of what lies behind it the first that could start before a time, because nothing of their own holds
     * them until then: at most {@code limit} of each, in the order of the queue. However many wait for a person before it, what starts
     * is among them. Where the head holds enough of it, nothing else is read; else of each lane only a share, before it is known up to
     * where the first lie.
     */
    public List<Build> startingBefore(Handle tx, Instant until, int limit) {
        return tx.createQuery("select " + BuildRow.COLUMNS + " from (" + STARTING_BEFORE + ") wanted (one)"
                        // However many builds there are, those wanted are few and each is looked up.
                        + " cross join lateral (select * from build where number = one limit 1) itself"
                        + " order by score desc, created_at, number")
                .bind("until", until)
                .bind("limit", limit)
                .map(new BuildRow())
                .list();
    }

    /** Whether any of the builds is among those that {@link #startingBefore} reads. */
    boolean anyStartingBefore(Handle tx, Collection<Build> builds, Instant until, int limit) {
        return tx.createQuery("select exists (select from (" + STARTING_BEFORE + ") wanted (one) where one = "
                        + PlannedOnce.anyOf("numbers") + ")")
                .bind("until", until)
                .bind("limit", limit)
                .bind("numbers", ArrayOf.bigints(Build.numbers(builds)))
                .mapTo(Boolean.class)
                .one();
    }

    public List<Build> live(Handle tx) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build where state in ('dispatched', 'running', 'verifying') order by number""")
                .map(new BuildRow())
                .list();
    }

    /** What each of the builds waits for. */
    public Map<Long, List<Prerequisite>> prerequisites(Handle tx, List<Build> builds) {
        return builds.isEmpty() ? Map.of() : fact(builds).read(tx);
    }

    /** The same, to be read together with other facts. */
    public Fact<Map<Long, List<Prerequisite>>> fact(List<Build> builds) {
        var edges = """
                select d.build, b.number, b.title, b.state, d.on_failure
                from dependency d join build b on b.number = d.depends_on
                where d.build =\s""" + PlannedOnce.anyOf("builds") + " order by d.build, b.number";
        return new Fact<>(edges, query -> query.bind("builds", ArrayOf.bigints(Build.numbers(builds))), rows -> {
            var found = new HashMap<Long, List<Prerequisite>>();
            rows.forEach(each -> found.computeIfAbsent(each.number("build"), key -> new ArrayList<>())
                    .add(prerequisite(each)));
            return found;
        });
    }

    private static Prerequisite prerequisite(Row row) {
        return new Prerequisite(
                new BuildId(row.number("number")).toString(),
                row.text("title"),
                BuildState.of(row.text("state")),
                Dependency.OnFailure.of(row.text("on_failure")));
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

    /**
     * Starts another attempt at each of the builds that still is as it was read; returns those as they are then. They are held in
     * the order of their numbers, so that two who start builds at once do not wait for each other.
     */
    public List<Build> dispatch(Handle tx, List<Build> builds, Instant at) {
        // As Fact.anyOf has it: planned once, not for each number of builds.
        return tx.createQuery("""
                        with held as materialized (
                          select number from build join unnest(array(select unnest(:numbers)), :versions) as read (read, seen)
                            on number = read and version = seen
                          where state in ('queued', 'retrying') order by number for update of build)
                        update build set version = version + 1, attempts = attempts + 1, state = 'dispatched', started_at = :at,
                          ended_at = null, retry_at = null
                        where number in (select number from held) returning\s""" + BuildRow.COLUMNS)
                .bind("numbers", ArrayOf.bigints(Build.numbers(builds)))
                .bind("versions", ArrayOf.bigints(builds, Build::version))
                .bind("at", at)
                .map(new BuildRow())
                .list();
    }

    /** Raises the version of those of these builds that wait, because something beside them changed; returns them as they are then. */
    List<Build> touch(Handle tx, List<Long> numbers) {
        return tx.createQuery("update build set version = version + 1"
                        + " where number = any(:numbers) and state in ('queued', 'retrying') returning "
                        + BuildRow.COLUMNS)
                .bind("numbers", ArrayOf.bigints(numbers))
                .map(new BuildRow())
                .list();
    }

    /** Notes what the next attempt needs to know of those before it. */
    public Build noteFailure(
            Handle tx,
            Build build,
            Tally tally,
            @Nullable Instant retryAt,
            @Nullable String evidence,
            @Nullable String resume) {
        var climbed = tally.climbed();
        return changed(
                build,
                update(tx, build, """
                        failures = :failures, losses = :losses, rung = :rung, climbed = :climbed, retry_at = :retryAt, evidence = :evidence, resume = :resume""")
                        .bind("failures", tally.failures())
                        .bind("losses", tally.losses())
                        .bind("rung", tally.rung())
                        .bind("climbed", climbed == null ? null : climbed.word())
                        .bind("retryAt", retryAt)
                        .bind("evidence", evidence)
                        .bind("resume", resume));
    }

    /** Gives the build to another agent or model. */
    public Build assign(Handle tx, Build build, @Nullable String agent, @Nullable String model) {
        return changed(
                build,
                update(tx, build, "agent = :agent, model = :model")
                        .bind("agent", agent)
                        .bind("model", model));
    }

    public Build approve(Handle tx, Build build) {
        return changed(build, update(tx, build, "approval = 'granted'"));
    }

    public Build clearBlockers(Handle tx, Build build) {
        return changed(build, update(tx, build, "blockers = '{}'"));
    }

    /** Whether an agent asked for it and not a person. */
    boolean isAskedByAgent(Handle tx, Build build) {
        return tx.createQuery("select exists (select 1 from agent where name = :by)")
                .bind("by", build.createdBy())
                .mapTo(Boolean.class)
                .one();
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
