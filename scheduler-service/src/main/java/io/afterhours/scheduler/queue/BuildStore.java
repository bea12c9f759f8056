package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.retry.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The tables {@code build} and {@code dependency}. */
@ApplicationScoped
public class BuildStore {
    private static final String COLUMNS = """
            number, key, title, prompt, priority, category, kind, impact, extract(epoch from effort)::bigint as effort_s, tags,
            blockers, agent, model, workspace, accept, cap, deadline, earliest_start, pool, approval, state, created_at,
            created_by, started_at, ended_at, retry_at, attempts, failures, losses, evidence, resume, minutes_p50, minutes_p90,
            cost_p50, cost_p90, estimate_source, version
            """;

    /**
     * Adds a build.
     *
     * @return nothing where a build with the same key, or a queued one with the same kind and title, is there already
     */
    Optional<Build> insert(Handle tx, NewBuild made) {
        var request = made.request();
        return tx.createQuery("""
                        insert into build (key, title, prompt, priority, category, kind, impact, effort, tags, blockers, agent,
                          model, workspace, accept, cap, deadline, earliest_start, approval, score, created_at, created_by,
                          minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                        values (:key, :title, :prompt, :priority, :category, :kind, :impact, make_interval(secs => :effort),
                          :tags, :blockers, :agent, :model, :workspace, :accept, :cap, :deadline, :earliestStart, :approval,
                          :score, :createdAt, :createdBy, :minutesP50, :minutesP90, :costP50, :costP90, :source)
                        on conflict do nothing
                        returning\s""" + COLUMNS)
                .bind("key", request.key())
                .bind("title", request.title())
                .bind("prompt", request.prompt())
                .bind("priority", request.priority().word())
                .bind("category", request.category().word())
                .bind("kind", request.kind())
                .bind("impact", request.impact())
                .bind("effort", request.effort().toSeconds())
                .bindArray("tags", String.class, request.tags())
                .bindArray("blockers", String.class, request.blockers())
                .bind("agent", request.agent())
                .bind("model", request.model())
                .bind("workspace", request.workspace())
                .bind("accept", request.accept())
                .bind("cap", request.cap())
                .bind("deadline", request.deadline())
                .bind("earliestStart", request.earliestStart())
                .bind("approval", made.approval().word())
                .bind("score", made.score())
                .bind("createdAt", made.createdAt())
                .bind("createdBy", made.createdBy())
                .bind("minutesP50", made.estimate().minutesP50())
                .bind("minutesP90", made.estimate().minutesP90())
                .bind("costP50", made.estimate().costP50())
                .bind("costP90", made.estimate().costP90())
                .bind("source", made.estimate().source())
                .map((rows, context) -> build(rows))
                .findOne();
    }

    void addDependencies(Handle tx, BuildId build, List<Dependency> dependencies) {
        var batch = tx.prepareBatch("""
                insert into dependency (build, depends_on, on_failure) values (:build, :on, :onFailure)""");
        for (var dependency : dependencies) {
            batch.bind("build", build.number())
                    .bind("on", BuildId.parse("dependsOn.id", dependency.id()).number())
                    .bind("onFailure", dependency.onFailure().word())
                    .add();
        }
        if (!dependencies.isEmpty()) {
            batch.execute();
        }
    }

    /** Which of the numbers are those of builds. */
    Set<Long> existing(Handle tx, List<Long> numbers) {
        return tx.createQuery("select number from build where number = any(:numbers)")
                .bindArray("numbers", Long.class, numbers)
                .mapTo(Long.class)
                .set();
    }

    /** The build that is the same work: by key, or by kind and title among the queued. */
    Optional<Build> same(Handle tx, @Nullable String key, String kind, String title) {
        return tx.createQuery("select " + COLUMNS + """
                         from build where key = :key or (kind = :kind and title = :title and state = 'queued')
                        order by key = :key desc nulls last limit 1""")
                .bind("key", key)
                .bind("kind", kind)
                .bind("title", title)
                .map((rows, context) -> build(rows))
                .findOne();
    }

    public Optional<Build> find(Handle tx, BuildId id) {
        return tx.createQuery("select " + COLUMNS + " from build where number = :number")
                .bind("number", id.number())
                .map((rows, context) -> build(rows))
                .findOne();
    }

    /** Finds a build and holds its row until the transaction ends. */
    public Optional<Build> lock(Handle tx, BuildId id) {
        return tx.createQuery("select " + COLUMNS + " from build where number = :number for update")
                .bind("number", id.number())
                .map((rows, context) -> build(rows))
                .findOne();
    }

    public List<Build> list(Handle tx, BuildFilter filter) {
        var where = new ArrayList<String>();
        var values = new LinkedHashMap<String, @Nullable Object>();
        if (!filter.states().isEmpty()) {
            where.add("state = any(:states)");
        }
        add(
                where,
                values,
                "priority = :priority",
                "priority",
                filter.priority() == null ? null : filter.priority().word());
        add(where, values, "agent = :agent", "agent", filter.agent());
        add(where, values, ":tag = any(tags)", "tag", filter.tag());
        add(where, values, "kind = :kind", "kind", filter.kind());
        add(where, values, "position(lower(:text) in lower(title)) > 0", "text", filter.text());
        add(where, values, "number < :before", "before", filter.before());
        Query query = tx.createQuery("select " + COLUMNS + " from build"
                        + (where.isEmpty() ? "" : " where " + String.join(" and ", where))
                        + " order by number desc limit :limit")
                .bind("limit", filter.limit());
        values.forEach(query::bind);
        if (!filter.states().isEmpty()) {
            query.bindArray(
                    "states",
                    String.class,
                    filter.states().stream().map(BuildState::word).toList());
        }
        return query.map((rows, context) -> build(rows)).list();
    }

    private static void add(
            List<String> where,
            Map<String, @Nullable Object> values,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            where.add(condition);
            values.put(name, value);
        }
    }

    /**
     * The head of the queue: builds that wait for no person, time or other build, in score order.
     *
     * @param priorities only these may start now
     */
    public List<Build> startable(Handle tx, Instant now, Set<Priority> priorities, int limit) {
        return tx.createQuery("select " + COLUMNS + """
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
                .map((rows, context) -> build(rows))
                .list();
    }

    /** The head of the queue as it stands, whatever it waits for. */
    public List<Build> waiting(Handle tx, int limit) {
        return tx.createQuery("select " + COLUMNS + """
                         from build where state in ('queued', 'retrying') order by score desc, created_at, number limit :limit""")
                .bind("limit", limit)
                .map((rows, context) -> build(rows))
                .list();
    }

    public List<Build> live(Handle tx) {
        return tx.createQuery("select " + COLUMNS + """
                         from build where state in ('dispatched', 'running', 'verifying') order by number""")
                .map((rows, context) -> build(rows))
                .list();
    }

    /** Those that are over, the last to end first. */
    List<Build> ended(Handle tx, int limit) {
        return tx.createQuery("select " + COLUMNS + """
                         from build where state in ('finished', 'failed', 'cancelled', 'rejected')
                        order by ended_at desc, number desc limit :limit""")
                .bind("limit", limit)
                .map((rows, context) -> build(rows))
                .list();
    }

    /** When the first waiting build's own time comes: an earliest start or the end of a retry wait. */
    public Optional<Instant> nextDue(Handle tx, Instant now) {
        return tx.createQuery("""
                        select min(greatest(earliest_start, retry_at)) as due from build
                        where state in ('queued', 'retrying') and greatest(earliest_start, retry_at) > :now""")
                .bind("now", now)
                .map((rows, context) -> Optional.ofNullable(instant(rows, "due")))
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

    /** How many builds wait for each of these. */
    public Map<Long, Integer> dependents(Handle tx, List<Long> numbers) {
        var counts = new HashMap<Long, Integer>();
        tx.createQuery("""
                        select d.depends_on, count(*) from dependency d join build b on b.number = d.build
                        where d.depends_on = any(:numbers)
                          and b.state not in ('finished', 'failed', 'cancelled', 'rejected')
                        group by d.depends_on""")
                .bindArray("numbers", Long.class, numbers)
                .map((rows, context) -> Map.entry(rows.getLong(1), rows.getInt(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** Moves a build to another state, if it still is in the version it was read in; returns it as it is then. */
    public Build move(Handle tx, Build build, BuildState state, Instant at) {
        return update(tx, build, """
                        state = :state,
                        ended_at = case when :final then :at else null end,
                        started_at = case when :state = 'dispatched' then :at else started_at end,
                        retry_at = case when :state = 'retrying' then retry_at else null end""")
                .bind("state", state.word())
                .bind("final", state.isFinal())
                .bind("at", at)
                .map((rows, context) -> build(rows))
                .findOne()
                .orElseThrow(() -> new StaleBuild(build));
    }

    /** Counts a new attempt. */
    public Build countAttempt(Handle tx, Build build) {
        return update(tx, build, "attempts = attempts + 1")
                .map((rows, context) -> build(rows))
                .findOne()
                .orElseThrow(() -> new StaleBuild(build));
    }

    /** Notes what the next attempt needs to know of those before it. */
    public Build noteFailure(
            Handle tx,
            Build build,
            Tally tally,
            @Nullable Instant retryAt,
            @Nullable String evidence,
            @Nullable String resume) {
        return update(tx, build, """
                        failures = :failures, losses = :losses, retry_at = :retryAt, evidence = :evidence, resume = :resume""")
                .bind("failures", tally.failures())
                .bind("losses", tally.losses())
                .bind("retryAt", retryAt)
                .bind("evidence", evidence)
                .bind("resume", resume)
                .map((rows, context) -> build(rows))
                .findOne()
                .orElseThrow(() -> new StaleBuild(build));
    }

    public Build assign(Handle tx, Build build, String agent) {
        return update(tx, build, "agent = :agent")
                .bind("agent", agent)
                .map((rows, context) -> build(rows))
                .findOne()
                .orElseThrow(() -> new StaleBuild(build));
    }

    public Build approve(Handle tx, Build build) {
        return update(tx, build, "approval = 'granted'")
                .map((rows, context) -> build(rows))
                .findOne()
                .orElseThrow(() -> new StaleBuild(build));
    }

    public Build clearBlockers(Handle tx, Build build) {
        return update(tx, build, "blockers = '{}'")
                .map((rows, context) -> build(rows))
                .findOne()
                .orElseThrow(() -> new StaleBuild(build));
    }

    public Build prioritize(Handle tx, Build build, Priority priority, Approval approval, long score) {
        return update(tx, build, "priority = :priority, approval = :approval, score = :score")
                .bind("priority", priority.word())
                .bind("approval", approval.word())
                .bind("score", score)
                .map((rows, context) -> build(rows))
                .findOne()
                .orElseThrow(() -> new StaleBuild(build));
    }

    private static Query update(Handle tx, Build build, String assignments) {
        return tx.createQuery("update build set version = version + 1, " + assignments
                        + " where number = :number and version = :version returning " + COLUMNS)
                .bind("number", build.id().number())
                .bind("version", build.version());
    }

    /** How many builds there are of each value of a column. */
    public Map<String, Long> countBy(Handle tx, Count what) {
        var counts = new LinkedHashMap<String, Long>();
        tx.createQuery(what.sql)
                .map((rows, context) -> Map.entry(rows.getString(1), rows.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** What can be counted over the queue. */
    public enum Count {
        STATE("select state, count(*) from build group by state order by state"),
        PRIORITY(
                "select priority, count(*) from build where state in ('queued', 'retrying') group by priority order by priority"),
        KIND(
                "select kind, count(*) from build where state in ('queued', 'retrying') group by kind order by count(*) desc, kind limit 50");

        private final String sql;

        Count(String sql) {
            this.sql = sql;
        }
    }

    private static Build build(ResultSet rows) throws SQLException {
        return new Build(
                new BuildId(rows.getLong("number")),
                rows.getString("key"),
                rows.getString("title"),
                rows.getString("prompt"),
                Priority.of(rows.getString("priority")),
                Category.of(rows.getString("category")),
                rows.getString("kind"),
                rows.getInt("impact"),
                Duration.ofSeconds(rows.getLong("effort_s")),
                texts(rows.getArray("tags")),
                texts(rows.getArray("blockers")),
                rows.getString("agent"),
                rows.getString("model"),
                rows.getString("workspace"),
                rows.getString("accept"),
                rows.getBigDecimal("cap"),
                instant(rows, "deadline"),
                instant(rows, "earliest_start"),
                rows.getString("pool"),
                approval(rows.getString("approval")),
                BuildState.of(rows.getString("state")),
                at(rows, "created_at"),
                rows.getString("created_by"),
                instant(rows, "started_at"),
                instant(rows, "ended_at"),
                instant(rows, "retry_at"),
                rows.getInt("attempts"),
                new Tally(rows.getInt("failures"), rows.getInt("losses")),
                rows.getString("evidence"),
                rows.getString("resume"),
                new Estimate(
                        rows.getInt("minutes_p50"),
                        rows.getInt("minutes_p90"),
                        rows.getLong("cost_p50"),
                        rows.getLong("cost_p90"),
                        rows.getString("estimate_source")),
                rows.getLong("version"));
    }

    private static Approval approval(String word) {
        for (var each : Approval.values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw new IllegalStateException("approval " + word + " in the table");
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Instant at(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        var at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
