package io.afterhours.progress.session;

import io.afterhours.contracts.Json;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Sessions. Everything a batch does is one statement for the whole batch. */
@ApplicationScoped
public class SessionStore {
    private static final String SAVE = """
            update session set agent = new.agent, build = new.build, started_at = new.started_at,
              updated_at = new.updated_at, ended_at = new.ended_at, version = new.version,
              published_version = new.published_version, published_at = new.published_at, facts = new.facts
            from rows from (
              unnest(:ids, :agents, :builds, :startedAts, :updatedAts, :endedAts, :versions, :publishedVersions, :publishedAts),
              jsonb_array_elements(cast(:facts as jsonb))) as new (id, agent, build, started_at, updated_at, ended_at,
                version, published_version, published_at, facts)
            where session.id = new.id""";

    /** Which sessions to list; null is any. */
    record Filter(
            @Nullable String session,
            @Nullable String agent,
            @Nullable List<String> builds,
            @Nullable Boolean ended) {}

    private final HistoryStore history;
    private final Remembered remembered = new Remembered();

    SessionStore(HistoryStore history) {
        this.history = history;
    }

    /**
     * Locks those of the sessions that there are, in the order of their ids, so that two batches cannot wait for each other. What
     * of them is remembered and was not changed since is not read: of a thousand that report all the time the database names none.
     */
    List<Tracked> lock(Handle tx, Collection<String> ids) {
        var wanted = List.copyOf(ids);
        var known = remembered.of(wanted);
        var found = new HashMap<>(known);
        var there = tx.createQuery("""
                        with locked as materialized (
                          select session.id, published_version, session.published_at,
                            case when session.version <> known.version then facts end as facts,
                            session.version <> known.version or session.published_at is distinct from known.published_at as other
                          from session join unnest(:ids, :versions, :publishedAts) as known (id, version, published_at)
                            on session.id = known.id
                          order by session.id for update of session)
                        select there.sessions, locked.* from (select count(*) as sessions from locked) there
                        left join locked on locked.other""")
                .bind("ids", ArrayOf.texts(wanted))
                .bind("versions", ArrayOf.bigints(wanted, id -> version(known.get(id))))
                .bind("publishedAts", ArrayOf.instants(wanted, id -> publishedAt(known.get(id))))
                .map((rows, context) -> {
                    var id = rows.getString("id");
                    if (id != null) {
                        found.put(
                                id,
                                new Tracked(
                                        session(rows.getString("facts"), known.get(id)),
                                        rows.getLong("published_version"),
                                        Instants.orNull(rows, "published_at")));
                    }
                    return rows.getInt("sessions");
                })
                .list()
                .getFirst();
        if (found.size() > there) {
            found.keySet().retainAll(existing(tx, wanted));
        }
        return wanted.stream().sorted().map(found::get).filter(Objects::nonNull).toList();
    }

    /** Of those that are remembered some were removed. */
    private static Set<String> existing(Handle tx, List<String> ids) {
        return new HashSet<>(tx.createQuery("select id from session where id = any(:ids)")
                .bind("ids", ArrayOf.texts(ids))
                .mapTo(String.class)
                .list());
    }

    /** No session has the version of one that is not known. */
    private static long version(@Nullable Tracked known) {
        return known == null ? -1 : known.session().version();
    }

    private static @Nullable Instant publishedAt(@Nullable Tracked known) {
        return known == null ? null : known.publishedAt();
    }

    private static Session session(@Nullable String facts, @Nullable Tracked known) {
        return facts == null ? Objects.requireNonNull(known).session() : session(facts);
    }

    /** Who owns those of the sessions that have an owner. */
    Map<String, String> owners(Handle tx, Collection<String> ids) {
        var owners = new HashMap<String, String>();
        tx.createQuery("select id, agent from session where id = any(:ids) and agent is not null")
                .bind("ids", ArrayOf.texts(ids))
                .map((rows, context) -> Map.entry(rows.getString("id"), rows.getString("agent")))
                .forEach(each -> owners.put(each.getKey(), each.getValue()));
        return owners;
    }

    /** Adds sessions that somebody else may be adding at the same time. */
    void create(Handle tx, Collection<Session> sessions) {
        bindSessions(tx.createUpdate("""
                                insert into session (id, agent, build, started_at, updated_at, ended_at, version, facts)
                                select id, agent, build, started_at, updated_at, ended_at, version, facts
                                from rows from (
                                  unnest(:ids, :agents, :builds, :startedAts, :updatedAts, :endedAts, :versions),
                                  jsonb_array_elements(cast(:facts as jsonb))) as new (id, agent, build, started_at, updated_at, ended_at,
                                    version, facts)
                                order by id
                                on conflict do nothing"""), sessions).execute();
    }

    /** Writes locked sessions back, and adds to the histories the reports that changed them. */
    void save(Handle tx, Collection<Tracked> changed, List<Entry> reports) {
        var saved = List.copyOf(changed);
        tx.afterCommit(() -> remembered.put(saved));
        bindSessions(
                        history.addedBefore(tx, reports, SAVE),
                        saved.stream().map(Tracked::session).toList())
                .bind("publishedVersions", ArrayOf.bigints(saved, Tracked::publishedVersion))
                .bind("publishedAts", ArrayOf.instants(saved, Tracked::publishedAt))
                .execute();
    }

    /** Sessions as arrays, one per column; but all their facts as one text, which the driver does not have to quote. */
    private static <S extends SqlStatement<S>> S bindSessions(S statement, Collection<Session> sessions) {
        return statement
                .bind("ids", ArrayOf.texts(sessions, Session::id))
                .bind("agents", ArrayOf.texts(sessions, Session::agent))
                .bind("builds", ArrayOf.texts(sessions, Session::build))
                .bind("startedAts", ArrayOf.instants(sessions, Session::startedAt))
                .bind("updatedAts", ArrayOf.instants(sessions, Session::updatedAt))
                .bind("endedAts", ArrayOf.instants(sessions, Session::endedAt))
                .bind("versions", ArrayOf.bigints(sessions, Session::version))
                .bind("facts", facts(sessions));
    }

    private static String facts(Collection<Session> sessions) {
        return sessions.stream()
                .map(session -> new String(Json.write(session), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Notes what the world was told of locked sessions, and changes nothing else of them. */
    void told(Handle tx, Collection<Tracked> published) {
        var told = List.copyOf(published);
        tx.afterCommit(() -> remembered.put(told));
        tx.createUpdate("""
                        update session set published_version = new.version, published_at = new.at
                        from unnest(:ids, :versions, :ats) as new (id, version, at) where session.id = new.id""")
                .bind("ids", ArrayOf.texts(told, each -> each.session().id()))
                .bind("versions", ArrayOf.bigints(told, Tracked::publishedVersion))
                .bind("ats", ArrayOf.instants(told, Tracked::publishedAt))
                .execute();
    }

    /** Which of the sessions were cleaned up, and when they had ended. */
    Map<String, Instant> gone(Handle tx, Collection<String> ids) {
        var gone = new LinkedHashMap<String, Instant>();
        tx.createQuery("select id, ended_at from session_gone where id = any(:ids)")
                .bind("ids", ArrayOf.texts(ids))
                .map((rows, context) -> Map.entry(rows.getString("id"), Instants.of(rows, "ended_at")))
                .forEach(each -> gone.put(each.getKey(), each.getValue()));
        return gone;
    }

    /** Live sessions announced for builds, which end with them. */
    List<String> liveOf(Handle tx, Collection<String> builds) {
        return tx.createQuery("""
                        select id from session
                        where build = any(:builds) and ended_at is null and facts -> 'announced' is not null""")
                .bind("builds", ArrayOf.texts(builds))
                .mapTo(String.class)
                .list();
    }

    Set<String> unpublished(Handle tx) {
        return new HashSet<>(
                tx.createQuery("select id from session where published_version < version and agent is not null")
                        .mapTo(String.class)
                        .list());
    }

    /** Sessions that have an owner: live ones first, in each half the newest first. */
    List<Session> list(Handle tx, Filter filter, @Nullable Cursor after, int limit) {
        return tx.createQuery("""
                        select facts from session
                        where agent is not null
                          and (:session::text is null or id = :session)
                          and (:agent::text is null or agent = :agent)
                          and (:builds::text[] is null or build = any(:builds))
                          and (:ended::bool is null or (ended_at is not null) = :ended)
                          and (:afterId::text is null
                            or (ended_at is not null, -(extract(epoch from started_at) * 1000000)::bigint, id)
                              > (:afterEnded, -:afterMicros, :afterId))
                        order by ended_at is not null, started_at desc, id
                        limit :limit""")
                .bind("session", filter.session())
                .bind("agent", filter.agent())
                .bind("builds", ArrayOf.texts(filter.builds()))
                .bind("ended", filter.ended())
                .bind("afterEnded", after != null && after.ended())
                .bind("afterMicros", after == null ? 0 : after.startedMicros())
                .bind("afterId", after == null ? null : after.id())
                .bind("limit", limit)
                .map((rows, context) -> session(rows.getString("facts")))
                .list();
    }

    @Nullable Session find(Handle tx, String id) {
        return tx.createQuery("select facts from session where id = :id")
                .bind("id", id)
                .map((rows, context) -> session(rows.getString("facts")))
                .findOne()
                .orElse(null);
    }

    private static Session session(String facts) {
        return Json.read(facts.getBytes(StandardCharsets.UTF_8), Session.class);
    }
}
