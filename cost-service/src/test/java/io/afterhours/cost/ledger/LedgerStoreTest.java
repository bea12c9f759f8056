package io.afterhours.cost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Said;
import io.afterhours.cost.price.Tokens;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerStoreTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    private final LedgerStore ledger = new LedgerStore();
    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));

    @Test
    void keeps_every_field_of_an_entry() {
        var entry = new Entry(
                Instant.parse("2026-11-21T20:00:00.123456Z"),
                Instant.parse("2026-11-21T20:00:01Z"),
                "builder",
                "s-1",
                "B-42",
                "claude-sonnet-4-5",
                "Build 🌙 landing page",
                new Tokens(1, 2, 3, 4, 5),
                new Said(null, "aggregate", "batch"),
                new Priced(new Money(7), Basis.AGGREGATE, new Money(3), new Money(2)),
                11L);
        var bare = entry("2026-11-21T20:00:00Z", "s-2", null);
        book(BERLIN, entry, bare);

        var rows = jdbi.withHandle(handle -> ledger.page(handle, null, 10));

        assertThat(rows).extracting(LedgerStore.Row::entry).containsExactly(bare, entry);
    }

    @Test
    void pages_backwards_from_a_row() {
        book(
                BERLIN,
                entry("2026-11-21T20:00:00Z", "s-1", 1L),
                entry("2026-11-21T20:00:00Z", "s-2", 1L),
                entry("2026-11-21T20:00:00Z", "s-3", 1L));

        var newest = jdbi.withHandle(handle -> ledger.page(handle, null, 2));
        var rest =
                jdbi.withHandle(handle -> ledger.page(handle, newest.getLast().id(), 2));

        assertThat(newest).extracting(row -> row.entry().session()).containsExactly("s-3", "s-2");
        assertThat(rest).extracting(row -> row.entry().session()).containsExactly("s-1");
    }

    @Test
    void counts_an_entry_for_the_persons_day() {
        book(BERLIN, entry("2026-11-21T22:59:59Z", "s-1", 5L), entry("2026-11-21T23:00:00Z", "s-1", 7L));

        assertThat(days()).containsExactly("2026-11-21 1 0 5", "2026-11-22 1 0 7");
    }

    @Test
    void counts_unknown_costs_apart() {
        book(BERLIN, entry("2026-11-21T12:00:00Z", "s-1", 5L), entry("2026-11-21T12:00:00Z", "s-1", null));

        assertThat(days()).containsExactly("2026-11-21 2 1 5");
    }

    @Test
    void sums_of_many_batches_are_the_sums_of_the_ledger() {
        var random = new Random(42);
        for (int batch = 0; batch < 20; batch++) {
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < 300; i++) {
                entries.add(entry(
                        Instant.parse("2026-10-24T00:00:00Z")
                                .plusSeconds(random.nextInt(3 * 24 * 3600))
                                .toString(),
                        "s-" + random.nextInt(40),
                        random.nextInt(10) == 0 ? null : random.nextLong(1_000_000_000L)));
            }
            book(BERLIN, entries.toArray(Entry[]::new));
        }

        assertSumsAreTheLedgers(BERLIN);
    }

    @Test
    void makes_the_sums_anew_when_the_zone_changes() {
        book(BERLIN, entry("2026-11-21T20:00:00Z", "s-1", 5L), entry("2026-11-21T23:30:00Z", "s-2", 7L));

        new ZoneKeeper(jdbi, ledger, KOLKATA).keep();

        assertThat(days()).containsExactly("2026-11-22 2 0 12");
        assertSumsAreTheLedgers(KOLKATA);
        assertThat(jdbi.withHandle(ledger::zone)).contains("Asia/Kolkata");
    }

    @Test
    void leaves_the_sums_alone_while_the_zone_is_the_same() {
        var keeper = new ZoneKeeper(jdbi, ledger, BERLIN);
        keeper.keep();
        book(BERLIN, entry("2026-11-21T20:00:00Z", "s-1", 5L));
        jdbi.useHandle(handle -> handle.execute("update cost_by_day set cost_nanos = 6"));

        keeper.keep();

        assertThat(days()).containsExactly("2026-11-21 1 0 6");
    }

    @Test
    void what_is_priced_later_and_what_is_booked_never_wait_for_each_other_in_a_circle() throws Exception {
        var days = 20;
        var unknown = IntStream.range(0, 2_000)
                .mapToObj(i -> ofDay(i % days, "s-" + i % 97, null))
                .toArray(Entry[]::new);
        book(BERLIN, unknown);
        var booked = IntStream.range(0, 2_000)
                .mapToObj(i -> ofDay((i * 7) % days, "s-" + i % 97, 5L))
                .toArray(Entry[]::new);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var booking = threads.submit(() -> {
                for (int round = 0; round < 20; round++) {
                    book(BERLIN, booked);
                }
            });
            var priced = threads.submit(() -> priceAll());
            booking.get();

            assertThat(priced.get()).isEqualTo(2_000);
        }
        assertThat(days()).allSatisfy(day -> assertThat(day).contains(" 2100 0 "));
    }

    private int priceAll() {
        int all = 0;
        for (var rows = unpriced(); !rows.isEmpty(); rows = unpriced()) {
            var priced = rows.stream()
                    .map(row -> new LedgerStore.Row(
                            row.id(), row.entry().priced(new Priced(new Money(7), Basis.COMPUTED)), null))
                    .toList();
            all += jdbi.inTransaction(tx -> ledger.priceLater(tx, priced, Instant.EPOCH, BERLIN))
                    .size();
        }
        return all;
    }

    private List<LedgerStore.Row> unpriced() {
        return jdbi.withHandle(handle -> ledger.unpriced(handle, null, 0, 50));
    }

    private static Entry ofDay(int day, String session, @Nullable Long nanos) {
        return entry(
                Instant.parse("2026-10-01T12:00:00Z").plus(Duration.ofDays(day)).toString(), session, nanos);
    }

    private void assertSumsAreTheLedgers(ZoneId zone) {
        for (var table : List.of("session", "model", "day")) {
            var key = switch (table) {
                case "session" -> "day, session, agent";
                case "model" -> "day, model, basis";
                default -> "day";
            };
            var differences = jdbi.withHandle(
                    handle -> handle.createQuery("""
                            with ledger as (
                                select <key>, count(*) as calls, count(*) filter (where basis = 'unknown') as unknown_calls,
                                    coalesce(sum(cost_nanos), 0)::int8 as cost_nanos, sum(input_tokens)::int8,
                                    sum(output_tokens)::int8, sum(cache_read_tokens)::int8, sum(cache_write_tokens)::int8,
                                    sum(cache_write_1h_tokens)::int8, sum(cache_saving_nanos)::int8, sum(covered_nanos)::int8
                                from (select *, (occurred_at at time zone :zone)::date as day from usage) as entry
                                group by <key>
                            )
                            select count(*) from (
                                (table ledger except table cost_by_<table>) union all (table cost_by_<table> except table ledger)
                            ) as different""".replace("<key>", key).replace("<table>", table))
                            .bind("zone", zone.getId())
                            .mapTo(Long.class)
                            .one());
            assertThat(differences).as("rows of cost_by_%s that differ", table).isZero();
        }
    }

    private void book(ZoneId zone, Entry... entries) {
        jdbi.useTransaction(tx -> ledger.book(tx, List.of(entries), zone));
    }

    private List<String> days() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select concat_ws(' ', day, calls, unknown_calls, cost_nanos) from cost_by_day order by day")
                .mapTo(String.class)
                .list());
    }

    private static Entry entry(String at, String session, @Nullable Long nanos) {
        return new Entry(
                Instant.parse(at),
                Instant.parse(at),
                "builder",
                session,
                null,
                nanos == null ? "secret-1" : "claude-sonnet-4-5",
                null,
                new Tokens(10, 20, 30, 40, 50),
                nanos == null
                        ? Priced.UNKNOWN
                        : new Priced(new Money(nanos), Basis.COMPUTED, new Money(nanos / 3), new Money(nanos / 5)),
                null);
    }
}
