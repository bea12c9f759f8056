package io.afterhours.cost.total;

import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.TokenColumns;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the sums, joined with what is known of sessions and builds. */
@ApplicationScoped
public class TotalStore {
    private static final String SUMS = """
            coalesce(sum(calls), 0)::int8 as calls, coalesce(sum(unknown_calls), 0)::int8 as unknown_calls,
            coalesce(sum(cost_nanos), 0)::int8 as cost_nanos,
            coalesce(sum(input_tokens), 0)::int8 as input_tokens, coalesce(sum(output_tokens), 0)::int8 as output_tokens,
            coalesce(sum(cache_read_tokens), 0)::int8 as cache_read_tokens,
            coalesce(sum(cache_write_tokens), 0)::int8 as cache_write_tokens,
            coalesce(sum(cache_write_1h_tokens), 0)::int8 as cache_write_1h_tokens,
            coalesce(sum(cache_saving_nanos), 0)::int8 as cache_saving_nanos,
            coalesce(sum(covered_nanos), 0)::int8 as covered_nanos
            """;

    /** What is known to have been spent in a span. */
    public Money spent(Handle tx, Span span) {
        return sums(tx, span).known();
    }

    Sums sums(Handle tx, Span span) {
        return tx.createQuery("select <sums> from cost_by_day where day >= :from and day < :to".replace("<sums>", SUMS))
                .bind("from", span.from())
                .bind("to", span.to())
                .map((rows, context) -> sums(rows))
                .one();
    }

    /** A group and what it comes to; no key: what belongs to none. */
    record Group(@Nullable String key, Sums sums) {}

    /** The dearest groups of a span; by tag, what has several tags is in several groups. */
    List<Group> groups(Handle tx, Span span, By by, int limit) {
        var from = switch (by) {
            case MODEL -> "model as key from cost_by_model cost";
            case BASIS -> "basis as key from cost_by_model cost";
            case DAY -> "day::text as key from cost_by_day cost";
            case SESSION -> "session as key from cost_by_session cost";
            case AGENT ->
                "coalesce(session.agent, cost.agent) as key from cost_by_session cost left join session using (session)";
            case BUILD -> "session.build as key from cost_by_session cost left join session using (session)";
            case KIND -> """
                            build.kind as key from cost_by_session cost
                            left join session using (session) left join build on build.id = session.build""";
            case TAG -> """
                            tag.tag as key from cost_by_session cost
                            left join session using (session) left join build on build.id = session.build
                            left join lateral unnest(build.tags) as tag (tag) on true""";
        };
        return tx.createQuery("""
                        select <sums>, <from>
                        where day >= :from and day < :to group by key having sum(calls) > 0
                        order by sum(cost_nanos) desc, sum(calls) desc, key
                        limit :limit""".replace("<sums>", SUMS).replace("<from>", from))
                .bind("from", span.from())
                .bind("to", span.to())
                .bind("limit", limit)
                .map((rows, context) -> new Group(rows.getString("key"), sums(rows)))
                .list();
    }

    /** What builds have cost in all; one that nothing was reported for is left out. */
    List<Group> builds(Handle tx, Collection<String> builds) {
        return tx.createQuery("""
                        select <sums>, session.build as key from session join cost_by_session using (session)
                        where session.build = any(:builds) group by key order by key""".replace("<sums>", SUMS))
                .bind("builds", ArrayOf.texts(builds))
                .map((rows, context) -> new Group(rows.getString("key"), sums(rows)))
                .list();
    }

    /** Builds that were finished in a span, and what they have cost on whatever day. */
    Figures.Finished finished(Handle tx, Span span) {
        return tx.createQuery("""
                        select count(*)::int8 as builds, coalesce(sum(cost_nanos), 0)::int8 as cost_nanos
                        from (
                            select (
                                select sum(cost_nanos) from session join cost_by_session using (session)
                                where session.build = build.id
                            ) as cost_nanos
                            from build where state = 'finished' and ended_at >= :start and ended_at < :end
                        ) as finished""")
                .bind("start", span.start())
                .bind("end", span.end())
                .map((rows, context) ->
                        new Figures.Finished(rows.getLong("builds"), new Money(rows.getLong("cost_nanos"))))
                .one();
    }

    /** What sessions that finished nothing have spent in a span. */
    Money failed(Handle tx, Span span) {
        return new Money(tx.createQuery("""
                        select coalesce(sum(cost_nanos), 0)::int8 from cost_by_session join session using (session)
                        where session.failed and day >= :from and day < :to""")
                .bind("from", span.from())
                .bind("to", span.to())
                .mapTo(Long.class)
                .one());
    }

    /**
     * Calls whose model has no price.
     *
     * @param models the most called first, at most 20
     */
    public record Unknown(long calls, List<String> models) {}

    /** What the totals of a span leave out. */
    public Unknown unknown(Handle tx, Span span) {
        var models = tx.createQuery("""
                        select model from cost_by_model where day >= :from and day < :to and unknown_calls > 0
                        group by model order by sum(unknown_calls) desc, model limit 20""")
                .bind("from", span.from())
                .bind("to", span.to())
                .mapTo(String.class)
                .list();
        return new Unknown(sums(tx, span).unknownCalls(), models);
    }

    /**
     * What a session and its build have cost in all.
     *
     * @param build absent where it belongs to none, and so is its cost
     */
    record SessionCost(
            String session,
            String agent,
            @Nullable String build,
            long nanos,
            long unknownCalls,
            @Nullable Long buildNanos) {}

    /** The sessions among these that something was reported for. */
    List<SessionCost> sessions(Handle tx, Collection<String> sessions) {
        return tx.createQuery("""
                        with own as (
                            select session, min(agent) as reporter, sum(cost_nanos)::int8 as nanos,
                                sum(unknown_calls)::int8 as unknown_calls
                            from cost_by_session where session = any(:sessions) group by session
                        ), of_build as (
                            select build, sum(cost_nanos)::int8 as nanos from session join cost_by_session using (session)
                            where build in (select build from session where session = any(:sessions)) group by build
                        )
                        select own.session, coalesce(session.agent, own.reporter) as agent, session.build, own.nanos,
                            own.unknown_calls, of_build.nanos as build_nanos
                        from own left join session using (session) left join of_build on of_build.build = session.build
                        order by own.session""")
                .bind("sessions", ArrayOf.texts(sessions))
                .map((rows, context) -> new SessionCost(
                        rows.getString("session"),
                        rows.getString("agent"),
                        rows.getString("build"),
                        rows.getLong("nanos"),
                        rows.getLong("unknown_calls"),
                        (Long) rows.getObject("build_nanos")))
                .list();
    }

    /** Keeps the sessions' sums as they are until the end of the transaction, so that what is told of them is told in their order. */
    void hold(Handle tx, Collection<String> sessions) {
        tx.createQuery("""
                        select 1 from cost_by_session where session = any(:sessions) order by day, session, agent for share""")
                .bind("sessions", ArrayOf.texts(sessions))
                .mapTo(Integer.class)
                .list();
    }

    /** The sessions booked in the last minute that something was, at most those of the newest 100,000 reports. */
    List<String> lastBooked(Handle handle) {
        return handle.createQuery("""
                        select distinct session
                        from (select session, received_at, max(received_at) over () as last
                            from (select session, received_at from usage order by id desc limit 100000) as newest) as booked
                        where received_at > last - interval '1 minute'""").mapTo(String.class).list();
    }

    private static Sums sums(ResultSet rows) throws SQLException {
        return new Sums(
                rows.getLong("calls"),
                rows.getLong("unknown_calls"),
                new Money(rows.getLong("cost_nanos")),
                TokenColumns.of(rows),
                new Money(rows.getLong("cache_saving_nanos")),
                new Money(rows.getLong("covered_nanos")));
    }
}
