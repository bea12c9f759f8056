package io.afterhours.scheduler.calendar;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.planning.Meeting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code calendar} and {@code meeting}. */
@ApplicationScoped
public class CalendarStore {
    /**
     * How a calendar stands.
     *
     * @param name its host and its place in the list
     * @param readAt when it was last read; absent when never
     * @param error why it could not be read at the last try; absent when it could
     */
    public record Standing(
            String name,
            @Nullable Instant readAt,
            Instant triedAt,
            @Nullable String error) {}

    /** The meetings of all calendars that are not over, in the order in which they begin. */
    public List<Meeting> meetings(Handle tx, Instant now) {
        return fact(now).read(tx);
    }

    /** The same, to be read together with other facts. */
    public Fact<List<Meeting>> fact(Instant now) {
        return new Fact<>(
                "select distinct begins, ends, title from meeting where ends > :now order by begins, ends limit 2000",
                query -> query.bind("now", now),
                rows -> rows.stream()
                        .map(each ->
                                new Meeting(each.instant("begins"), each.instant("ends"), each.textOrNull("title")))
                        .toList());
    }

    List<Standing> calendars(Handle tx) {
        return tx.createQuery("select name, read_at, tried_at, error from calendar order by name")
                .map((rows, _) -> new Standing(
                        rows.getString("name"),
                        Instants.orNull(rows, "read_at"),
                        Instants.of(rows, "tried_at"),
                        rows.getString("error")))
                .list();
    }

    /** Replaces what is known of a calendar; the row is held first, so that two schedulers write one after the other. */
    void read(Handle tx, String name, List<Meeting> meetings, Instant now) {
        tx.createUpdate("""
                        insert into calendar (name, read_at, tried_at) values (:name, :now, :now)
                        on conflict (name) do update set read_at = :now, tried_at = :now, error = null""").bind("name", name).bind("now", now).execute();
        tx.createUpdate("delete from meeting where calendar = :name")
                .bind("name", name)
                .execute();
        var batch = tx.prepareBatch(
                "insert into meeting (calendar, begins, ends, title) values (:name, :begins, :ends, :title)");
        for (var each : meetings) {
            batch.bind("name", name)
                    .bind("begins", each.begins())
                    .bind("ends", each.ends())
                    .bind("title", each.title())
                    .add();
        }
        batch.execute();
    }

    /** Keeps why a calendar could not be read; what was read before stays. */
    void failed(Handle tx, String name, String error, Instant now) {
        tx.createUpdate("""
                        insert into calendar (name, tried_at, error) values (:name, :now, :error)
                        on conflict (name) do update set tried_at = :now, error = :error""")
                .bind("name", name)
                .bind("now", now)
                .bind("error", error)
                .execute();
    }

    /** Forgets the calendars that are no longer named. */
    void keepOnly(Handle tx, List<String> names) {
        tx.createUpdate("delete from calendar where name <> all (:names)")
                .bind("names", ArrayOf.texts(names))
                .execute();
    }
}
