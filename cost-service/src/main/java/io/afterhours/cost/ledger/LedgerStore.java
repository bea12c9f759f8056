package io.afterhours.cost.ledger;

import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Said;
import io.afterhours.cost.price.TokenColumns;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code usage} and {@code cost_by_…}. */
@ApplicationScoped
public class LedgerStore {
    private static final String SUMS = """
            count(*), count(*) filter (where cost_nanos is null), coalesce(sum(cost_nanos), 0),
            sum(input_tokens), sum(output_tokens),
            sum(cache_read_tokens), sum(cache_write_tokens), sum(cache_write_1h_tokens),
            sum(cache_saving_nanos), sum(covered_nanos)
            """;

    /** The ledger by the person's day with what is known of its costs by now. */
    private static final String KNOWN = """
            (
                select (usage.occurred_at at time zone :zone)::date as day, session, agent, model,
                    coalesce(later.basis, usage.basis) as basis, coalesce(usage.cost_nanos, later.cost_nanos) as cost_nanos,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens,
                    coalesce(later.cache_saving_nanos, usage.cache_saving_nanos) as cache_saving_nanos, covered_nanos
                from usage left join usage_priced later on later.usage = usage.id
            ) as entry
            """;

    /**
     * Books entries: into the ledger and, in the same transaction, into the sums.
     *
     * @param zone decides which day an instant belongs to
     */
    public void book(Handle tx, List<Entry> entries, ZoneId zone) {
        BookingStore.book(tx, entries, zone);
    }

    private static @Nullable Long nanos(Entry entry) {
        var cost = entry.priced().cost();
        return cost == null ? null : cost.nanos();
    }

    /** The zone that the sums are by; nothing before the first start. */
    Optional<String> zone(Handle tx) {
        return tx.createQuery("select zone from cost_zone").mapTo(String.class).findOne();
    }

    /**
     * Makes the sums anew from the ledger, by the days of another zone; nothing is booked meanwhile. Days of which something is no
     * longer in the ledger keep the sums that they have.
     */
    void sumAnew(Handle tx, ZoneId zone) {
        tx.execute("lock table usage in share row exclusive mode");
        var whole = firstWholeDay(tx, zone);
        for (var sums : List.of("cost_by_session", "cost_by_model", "cost_by_day")) {
            tx.createUpdate("delete from " + sums + " where day >= coalesce(:whole::date, '-infinity')")
                    .bind("whole", whole.orElse(null))
                    .execute();
        }
        for (var statement : List.of(
                "insert into cost_by_session select day, session, agent, <sums> from <entry> group by 1, 2, 3",
                "insert into cost_by_model select day, model, basis, <sums> from <entry> group by 1, 2, 3",
                "insert into cost_by_day select day, <sums> from <entry> group by 1")) {
            tx.createUpdate(statement
                            .replace("<sums>", SUMS)
                            .replace("<entry>", KNOWN + " where day >= coalesce(:whole::date, '-infinity')"))
                    .bind("zone", zone.getId())
                    .bind("whole", whole.orElse(null))
                    .execute();
        }
        tx.createUpdate(
                        "insert into cost_zone (zone) values (:zone) on conflict (one) do update set zone = excluded.zone")
                .bind("zone", zone.getId())
                .execute();
    }

    /** The first day that the ledger still has all of; nothing where no month was dropped yet. */
    private static Optional<LocalDate> firstWholeDay(Handle tx, ZoneId zone) {
        return tx.createQuery("select (at at time zone :zone)::date + 1 from ledger_start")
                .bind("zone", zone.getId())
                .mapTo(LocalDate.class)
                .findOne();
    }

    /**
     * A model with entries of unknown cost.
     *
     * @param serviceTier absent where it was the standard one
     */
    public record Unpriced(String model, @Nullable String serviceTier, long entries, Instant firstAt, Instant lastAt) {}

    /** Models with entries of unknown cost, the most reported first. */
    public List<Unpriced> unpricedModels(Handle tx) {
        return tx.createQuery("""
                        select model, service_tier, count(*)::int8 as entries, min(occurred_at) as first_at,
                            max(occurred_at) as last_at
                        from usage where cost_nanos is null and not exists (select from usage_priced where usage = id)
                        group by model, service_tier order by entries desc, model, service_tier limit 200""")
                .map((rows, context) -> new Unpriced(
                        rows.getString("model"),
                        rows.getString("service_tier"),
                        rows.getLong("entries"),
                        Instants.of(rows, "first_at"),
                        Instants.of(rows, "last_at")))
                .list();
    }

    /** How many entries are of unknown cost, of one model or of all. */
    public long unpriced(Handle tx, @Nullable String model) {
        return tx.createQuery("""
                        select count(*) from usage
                        where cost_nanos is null and (:model::text is null or model = :model)
                            and not exists (select from usage_priced where usage = id)""").bind("model", model).mapTo(Long.class).one();
    }

    /** Entries of unknown cost above a number, oldest first. */
    public List<Row> unpriced(Handle tx, @Nullable String model, long above, int limit) {
        return tx.createQuery("""
                        select usage.*, null::timestamptz as priced_at, null::text as later_basis, null::int8 as later_nanos
                        from usage where cost_nanos is null and (:model::text is null or model = :model) and id > :above
                            and not exists (select from usage_priced where usage = id)
                        order by id limit :limit""")
                .bind("model", model)
                .bind("above", above)
                .bind("limit", limit)
                .map((rows, context) -> row(rows))
                .list();
    }

    /**
     * Writes down what entries of unknown cost cost after all, beside them, and has the sums follow. An entry that somebody else
     * priced meanwhile is left alone. Its statement takes sums in no order, so that bookings, which take theirs in one, wait until it
     * is done.
     *
     * @param rows with the price that they get
     * @return the costs that were added
     */
    public List<Money> priceLater(Handle tx, List<Row> rows, Instant at, ZoneId zone) {
        var entries = rows.stream().map(Row::entry).toList();
        tx.execute("lock table cost_by_session in share row exclusive mode");
        return tx.createQuery("""
                        with added as (
                            insert into usage_priced (usage, occurred_at, priced_at, cost_nanos, basis, cache_saving_nanos)
                            select id, occurred_at, :at, said.cost_nanos, said.basis, said.saving
                            from unnest(:ids, :costs, :bases, :savings) as said (id, cost_nanos, basis, saving)
                            join usage using (id) where usage.cost_nanos is null
                            on conflict do nothing
                            returning usage, cost_nanos, basis, cache_saving_nanos
                        ), entry as (
                            select (occurred_at at time zone :zone)::date as day, session, agent, model,
                                added.basis, added.cost_nanos, added.cache_saving_nanos, covered_nanos, input_tokens,
                                output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens
                            from added join usage on id = added.usage
                        ), by_session as (
                            update cost_by_session total set unknown_calls = total.unknown_calls - each.entries,
                                cost_nanos = total.cost_nanos + each.cost,
                                cache_saving_nanos = total.cache_saving_nanos + each.saving
                            from (
                                select day, session, agent, count(*) as entries, sum(cost_nanos) as cost,
                                    sum(cache_saving_nanos) as saving
                                from entry group by 1, 2, 3
                            ) as each
                            where (total.day, total.session, total.agent) = (each.day, each.session, each.agent)
                        ), unknown as (
                            update cost_by_model total set calls = total.calls - each.entries,
                                unknown_calls = total.unknown_calls - each.entries,
                                input_tokens = total.input_tokens - each.input,
                                output_tokens = total.output_tokens - each.output,
                                cache_read_tokens = total.cache_read_tokens - each.cache_read,
                                cache_write_tokens = total.cache_write_tokens - each.cache_write,
                                cache_write_1h_tokens = total.cache_write_1h_tokens - each.cache_write_1h
                            from (
                                select day, model, count(*) as entries, sum(input_tokens) as input,
                                    sum(output_tokens) as output, sum(cache_read_tokens) as cache_read,
                                    sum(cache_write_tokens) as cache_write, sum(cache_write_1h_tokens) as cache_write_1h
                                from entry group by 1, 2
                            ) as each
                            where (total.day, total.model, total.basis) = (each.day, each.model, 'unknown')
                        ), known as (
                            insert into cost_by_model as total
                            select day, model, basis, <sums> from entry group by 1, 2, 3 order by 1, 2, 3
                            on conflict (day, model, basis) do <added>
                        ), by_day as (
                            update cost_by_day total set unknown_calls = total.unknown_calls - each.entries,
                                cost_nanos = total.cost_nanos + each.cost,
                                cache_saving_nanos = total.cache_saving_nanos + each.saving
                            from (
                                select day, count(*) as entries, sum(cost_nanos) as cost, sum(cache_saving_nanos) as saving
                                from entry group by 1
                            ) as each
                            where total.day = each.day
                        )
                        select cost_nanos from added""".replace("<sums>", SUMS).replace("<added>", BookingStore.ADDED))
                .bind("at", at)
                .bind("zone", zone.getId())
                .bind("ids", ArrayOf.bigints(rows, Row::id))
                .bind("costs", ArrayOf.bigints(entries, LedgerStore::nanos))
                .bind(
                        "bases",
                        ArrayOf.texts(entries, each -> each.priced().basis().word()))
                .bind(
                        "savings",
                        ArrayOf.bigints(
                                entries, each -> each.priced().cacheSaving().nanos()))
                .mapTo(Long.class)
                .map(Money::new)
                .list();
    }

    /**
     * A row of the ledger under its number.
     *
     * @param later what an entry of unknown cost was priced at when its model had a price
     */
    public record Row(long id, Entry entry, @Nullable Later later) {}

    /** A price that came after the booking. */
    public record Later(Instant pricedAt, Money cost, Basis basis) {}

    /** Rows below a number, newest first. */
    List<Row> page(Handle tx, @Nullable Long before, int limit) {
        return tx.createQuery("""
                        select usage.*, later.priced_at, later.basis as later_basis, later.cost_nanos as later_nanos
                        from usage left join usage_priced later on later.usage = usage.id
                        where id < :before order by id desc limit :limit""")
                .bind("before", before == null ? Long.MAX_VALUE : before)
                .bind("limit", limit)
                .map((rows, context) -> row(rows))
                .list();
    }

    private static Row row(ResultSet rows) throws SQLException {
        var cost = (Long) rows.getObject("cost_nanos");
        return new Row(
                rows.getLong("id"),
                new Entry(
                        Instants.of(rows, "occurred_at"),
                        Instants.of(rows, "received_at"),
                        rows.getString("agent"),
                        rows.getString("session"),
                        rows.getString("build"),
                        rows.getString("model"),
                        rows.getString("task"),
                        TokenColumns.of(rows),
                        new Said(null, rows.getString("said_basis"), rows.getString("service_tier")),
                        new Priced(
                                cost == null ? null : new Money(cost),
                                Basis.of(rows.getString("basis")),
                                new Money(rows.getLong("cache_saving_nanos")),
                                new Money(rows.getLong("covered_nanos"))),
                        (Long) rows.getObject("stream_sequence")),
                later(rows));
    }

    private static @Nullable Later later(ResultSet rows) throws SQLException {
        var basis = rows.getString("later_basis");
        return basis == null
                ? null
                : new Later(Instants.of(rows, "priced_at"), new Money(rows.getLong("later_nanos")), Basis.of(basis));
    }
}
