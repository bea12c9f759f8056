package io.afterhours.cost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Said;
import io.afterhours.cost.price.Tokens;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonthKeeperTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final LedgerStore ledger = new LedgerStore();
    private final MonthStore store = new MonthStore();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T20:00:00Z"));
    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi = Databases.configured(jdbi(database));

    @Test
    void what_is_booked_in_a_month_stands_in_its_own_table() {
        keeper(24).runOnce();
        book("2026-11-21T20:00:00Z", "2026-11-30T23:59:59.999999Z", "2026-12-01T00:00:00Z");

        assertThat(months()).containsExactly(YearMonth.of(2026, 11), YearMonth.of(2026, 12));
        assertThat(count("usage_2026_11")).isEqualTo(2);
        assertThat(count("usage_2026_12")).isEqualTo(1);
        assertThat(count("usage_rest")).isZero();
    }

    @Test
    void a_month_that_began_without_a_table_stays_where_it_is_and_the_next_has_one() {
        book("2026-11-02T10:00:00Z");
        keeper(24).runOnce();
        book("2026-11-21T20:00:00Z");

        assertThat(months()).containsExactly(YearMonth.of(2026, 12));
        assertThat(count("usage_rest")).isEqualTo(2);
    }

    @Test
    void months_that_are_older_than_is_kept_are_dropped_and_their_sums_stay() {
        keeper(2).runOnce();
        book("2026-11-21T20:00:00Z");
        bookUnknown("2026-11-21T20:00:00Z");
        priceLater(3);
        clock.set(Instant.parse("2027-01-31T23:59:59Z"));
        keeper(2).runOnce();
        assertThat(months()).contains(YearMonth.of(2026, 11));
        book("2027-01-31T23:59:59Z");

        clock.set(Instant.parse("2027-02-01T00:00:00Z"));
        keeper(2).runOnce();

        assertThat(months())
                .containsExactly(
                        YearMonth.of(2026, 12), YearMonth.of(2027, 1), YearMonth.of(2027, 2), YearMonth.of(2027, 3));
        assertThat(count("usage")).isEqualTo(1);
        assertThat(count("usage_priced")).isZero();
        assertThat(days()).containsExactly("2026-11-21 2 8", "2027-02-01 1 5");
    }

    @Test
    void what_stands_in_the_rest_is_removed_when_it_is_older_than_is_kept() {
        book("2026-08-31T23:59:59Z", "2026-09-01T00:00:00Z", "2026-11-21T20:00:00Z");

        keeper(2).runOnce();

        assertThat(count("usage")).isEqualTo(2);
        assertThat(days()).containsExactly("2026-09-01 2 10", "2026-11-21 1 5");
    }

    @Test
    void another_zone_moves_the_days_that_the_ledger_has_and_leaves_the_others() {
        book("2026-08-31T23:30:00Z", "2026-09-20T23:30:00Z");
        assertThat(days()).containsExactly("2026-09-01 1 5", "2026-09-21 1 5");
        keeper(2).runOnce();

        new ZoneKeeper(jdbi, ledger, ZoneOffset.UTC).keep();

        assertThat(days()).containsExactly("2026-09-01 1 5", "2026-09-20 1 5");
    }

    @Test
    void a_ledger_from_before_there_were_months_keeps_its_entries_and_goes_on_counting() {
        var earlier = TestDatabase.create();
        migrate(earlier, "12");
        var before = Databases.configured(jdbi(earlier));
        before.useTransaction(tx -> ledger.book(tx, List.of(entry("2026-11-20T20:00:00Z", 5L)), BERLIN));

        migrate(earlier, "latest");
        before.useTransaction(tx -> ledger.book(tx, List.of(entry("2026-11-21T20:00:00Z", 7L)), BERLIN));

        List<LedgerStore.Row> rows = before.withHandle(handle -> ledger.page(handle, null, 10));
        assertThat(rows)
                .extracting(LedgerStore.Row::id, row -> row.entry().priced().cost())
                .containsExactly(tuple(2L, new Money(7)), tuple(1L, new Money(5)));
    }

    @Test
    void a_number_of_months_that_makes_no_sense_stops_the_start() {
        assertThatThrownBy(() -> keeper(0)).hasMessage("afterhours.ledger.months: expected 1 to 1200 months, was 0");
    }

    private MonthKeeper keeper(int months) {
        return new MonthKeeper(jdbi, store, new Config(months), clock);
    }

    private record Config(int months) implements LedgerConfig {
        @Override
        public boolean loop() {
            return false;
        }
    }

    private void book(String... at) {
        for (var each : at) {
            jdbi.useTransaction(tx -> ledger.book(tx, List.of(entry(each, 5L)), BERLIN));
        }
    }

    private void bookUnknown(String at) {
        jdbi.useTransaction(tx -> ledger.book(tx, List.of(entry(at, null)), BERLIN));
    }

    private void priceLater(long nanos) {
        jdbi.useTransaction(tx -> {
            var rows = ledger.unpriced(tx, null, 0, 10).stream()
                    .map(row -> new LedgerStore.Row(
                            row.id(), entry(row.entry().occurredAt().toString(), nanos), null))
                    .toList();
            ledger.priceLater(tx, rows, clock.instant(), BERLIN);
        });
    }

    private List<YearMonth> months() {
        return jdbi.withHandle(store::months);
    }

    private long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    private List<String> days() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select concat_ws(' ', day, calls, cost_nanos) from cost_by_day order by day")
                .mapTo(String.class)
                .list());
    }

    private static Jdbi jdbi(TestDatabase database) {
        return Jdbi.create(database.jdbcUrl(), database.user(), database.password());
    }

    private static void migrate(TestDatabase database, String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("db/foundation", "db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static Entry entry(String at, @Nullable Long nanos) {
        return new Entry(
                Instant.parse(at),
                Instant.parse(at),
                "builder",
                "s-1",
                null,
                "claude-sonnet-4-5",
                null,
                new Tokens(10, 20, 30, 40, 50),
                new Said(null, null, null),
                nanos == null
                        ? Priced.UNKNOWN
                        : new Priced(new Money(nanos), Basis.COMPUTED, new Money(0), new Money(0)),
                null);
    }
}
