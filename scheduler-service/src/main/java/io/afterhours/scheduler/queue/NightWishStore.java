package io.afterhours.scheduler.queue;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.planning.NightOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What is asked of builds for a night, in the table {@code build}, and how that came about, in {@code night_change}. */
@ApplicationScoped
public class NightWishStore {
    private static final long LOCK = 0x6e69676874L;

    /**
     * A change that can be taken back.
     *
     * @param before what was asked before it
     */
    public record Change(long number, String said, Instant at, String by, NightOrder before) {}

    /** Lets one change after the other see what is asked. */
    void takeTurn(Handle tx) {
        tx.createQuery("select pg_advisory_xact_lock(:lock)::text")
                .bind("lock", LOCK)
                .mapTo(String.class)
                .one();
    }

    /** What is asked of builds that wait, of nights that are not over. */
    public NightOrder read(Handle tx, Instant now) {
        var rows = tx.createQuery("""
                        select number, night_place from build where night_until > :now and state in ('queued', 'retrying')
                        order by night_place, number""")
                .bind("now", now)
                .map((each, context) -> new Row(
                        new BuildId(each.getLong("number")).toString(),
                        each.getObject("night_place", Integer.class) == null))
                .list();
        return new NightOrder(
                rows.stream().filter(each -> !each.out).map(Row::id).toList(),
                new HashSet<>(
                        rows.stream().filter(each -> each.out).map(Row::id).toList()));
    }

    private record Row(String id, boolean out) {}

    /** Holds the rows of these builds, in the order in which everybody does. */
    void hold(Handle tx, Collection<String> ids) {
        tx.createQuery("select number from build where number = any(:numbers) order by number for update")
                .bind("numbers", ArrayOf.bigints(numbers(ids)))
                .mapTo(Long.class)
                .list();
    }

    /** Asks of these builds what {@code order} says of them, and nothing of those that it does not name. */
    void write(Handle tx, NightOrder order, Collection<String> changed, Instant until) {
        var ids = List.copyOf(changed);
        tx.createUpdate("""
                        update build set night_until = case when asked then :until end, night_place = nullif(place, 0)
                        from unnest(:numbers, :asked, :places) as wish (build, asked, place) where number = build""")
                .bind("numbers", ArrayOf.bigints(numbers(ids)))
                .bind("asked", ArrayOf.booleans(ids, order::asks))
                .bind("places", ArrayOf.integers(ids, each -> order.place(each).orElse(0)))
                .bind("until", until)
                .execute();
    }

    void note(Handle tx, Instant until, String said, String by, NightOrder before, Instant at) {
        tx.createUpdate("""
                        insert into night_change (night_until, said, at, by, first, out)
                        values (:until, :said, :at, :by, :first, :out)""")
                .bind("until", until)
                .bind("said", said)
                .bind("at", at)
                .bind("by", by)
                .bind("first", ArrayOf.bigints(numbers(before.first())))
                .bind("out", ArrayOf.bigints(numbers(before.out())))
                .execute();
    }

    /** The last change of the night that was not taken back. */
    public Optional<Change> last(Handle tx, Instant until) {
        return tx.createQuery("""
                        select * from night_change where night_until = :until and undone_at is null order by number desc limit 1""")
                .bind("until", until)
                .map((rows, context) -> new Change(
                        rows.getLong("number"),
                        rows.getString("said"),
                        Instants.of(rows, "at"),
                        rows.getString("by"),
                        new NightOrder(
                                ids(rows.getArray("first")).toList(),
                                new HashSet<>(ids(rows.getArray("out")).toList()))))
                .findOne();
    }

    /**
     * The builds of a plan.
     *
     * @param until the end of its night
     */
    record Planned(Instant until, List<String> builds) {}

    /** The builds that wait of the plan that was put before the person with this question; none where it was none. */
    Optional<Planned> planned(Handle tx, long question) {
        return tx.createQuery("""
                        select n.ends, array(select p.build from night_plan_build p join build b on b.number = p.build
                          where p.night = n.night and b.state in ('queued', 'retrying') order by p.build) as builds
                        from night_plan n where n.notice = :question""")
                .bind("question", question)
                .map((rows, context) -> new Planned(
                        Instants.of(rows, "ends"), ids(rows.getArray("builds")).toList()))
                .findOne();
    }

    void undone(Handle tx, Change change, String by, Instant at) {
        tx.createUpdate("update night_change set undone_at = :at, undone_by = :by where number = :number")
                .bind("number", change.number())
                .bind("at", at)
                .bind("by", by)
                .execute();
    }

    private static List<Long> numbers(Collection<String> ids) {
        return ids.stream().map(each -> BuildId.parse("id", each).number()).toList();
    }

    private static Stream<String> ids(Array numbers) throws SQLException {
        return Stream.of((Long[]) numbers.getArray()).map(each -> new BuildId(each).toString());
    }
}
