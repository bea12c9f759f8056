package io.afterhours.cost.ledger;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.BinaryCopy;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** How entries get into the tables {@code usage} and {@code cost_by_…}. */
final class BookingStore {
    private static final List<String> LEDGER = List.of(
            "occurred_at",
            "received_at",
            "agent",
            "session",
            "build",
            "model",
            "task",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "cache_write_1h_tokens",
            "cost_nanos",
            "basis",
            "stream_sequence",
            "said_basis",
            "service_tier",
            "cache_saving_nanos",
            "covered_nanos");

    private static final String COLUMNS = String.join(", ", Additions.COLUMNS);

    private static final String SUMS =
            Additions.COLUMNS.stream().map("sum(%s)"::formatted).collect(Collectors.joining(", "));

    /** What is done where a sum has its row already. */
    static final String ADDED = "update set "
            + Additions.COLUMNS.stream()
                    .map(column -> "%1$s = total.%1$s + excluded.%1$s".formatted(column))
                    .collect(Collectors.joining(", "));

    private static final String ENTRY = """
            with entry as (
                select *, (quarter at time zone :zone)::date as day
                from unnest(:quarter, :first, :second, <arrays>) as each (quarter, first, second, <columns>)
            )
            """;

    private static final String BY_SESSION = ENTRY + """
            insert into cost_by_session as total (day, session, agent, <columns>)
            select day, first, second, <sums> from entry group by 1, 2, 3 order by 1, 2, 3
            on conflict (day, session, agent) do <added>""";

    /** PostgreSQL does the insert at the end first. */
    private static final String BY_MODEL_AND_DAY = ENTRY.strip() + """
            , by_day as (
                insert into cost_by_day as total (day, <columns>)
                select day, <sums> from entry group by 1 order by 1
                on conflict (day) do <added>
            )
            insert into cost_by_model as total (day, model, basis, <columns>)
            select day, first, second, <sums> from entry group by 1, 2, 3 order by 1, 2, 3
            on conflict (day, model, basis) do <added>""";

    private BookingStore() {}

    /**
     * Books entries. Rows of the sums are taken in the order of their keys and the day's, which every booking shares, last, so that
     * instances wait for each other shortly and never in a circle.
     */
    static void book(Handle tx, List<Entry> entries, ZoneId zone) {
        BinaryCopy.into(tx, "usage", LEDGER, rows -> entries.forEach(entry -> write(rows.row(), entry)));
        add(tx, BY_SESSION, Additions.of(entries, Entry::session, Entry::agent), zone);
        add(
                tx,
                BY_MODEL_AND_DAY,
                Additions.of(
                        entries, Entry::model, entry -> entry.priced().basis().word()),
                zone);
    }

    private static void write(BinaryCopy row, Entry entry) {
        var tokens = entry.tokens();
        var priced = entry.priced();
        var cost = priced.cost();
        row.instant(entry.occurredAt())
                .instant(entry.receivedAt())
                .text(entry.agent())
                .text(entry.session())
                .text(entry.build())
                .text(entry.model())
                .text(entry.task())
                .bigint(tokens.input())
                .bigint(tokens.output())
                .bigint(tokens.cacheRead())
                .bigint(tokens.cacheWrite())
                .bigint(tokens.cacheWrite1h())
                .bigint(cost == null ? null : cost.nanos())
                .text(priced.basis().word())
                .bigint(entry.sequence())
                .text(entry.said().basis())
                .text(entry.said().tier())
                .bigint(priced.cacheSaving().nanos())
                .bigint(priced.covered().nanos());
    }

    private static void add(Handle tx, String sql, Additions additions, ZoneId zone) {
        var keys = additions.keys();
        var statement = tx.createUpdate(sql.replace("<arrays>", ":" + COLUMNS.replace(", ", ", :"))
                        .replace("<columns>", COLUMNS)
                        .replace("<sums>", SUMS)
                        .replace("<added>", ADDED))
                .bind("zone", zone.getId())
                .bind("quarter", ArrayOf.instants(keys, Additions.Key::quarter))
                .bind("first", ArrayOf.texts(keys, Additions.Key::first))
                .bind("second", ArrayOf.texts(keys, Additions.Key::second));
        bind(statement, additions).execute();
    }

    private static Update bind(Update statement, Additions additions) {
        for (int i = 0; i < Additions.COLUMNS.size(); i++) {
            statement.bind(Additions.COLUMNS.get(i), ArrayOf.bigints(additions.sums(i)));
        }
        return statement;
    }
}
