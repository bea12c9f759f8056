package io.afterhours.cost.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.cost.ledger.Entry;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Tokens;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceKeeperTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2026-11-21T20:00:00Z");
    private static final Duration TEN = Duration.ofMinutes(10);

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final SettableClock clock = SettableClock.at(START.toString());
    private final SilenceStore store = new SilenceStore();
    private final SilenceKeeper keeper = new SilenceKeeper(store, new Config(), clock, BERLIN);

    @Test
    void silent_is_what_is_spent_when_state_and_percent_have_stood_still_for_longer_than_ten_minutes() {
        hear(said("s-1", 0, 40, "coding"));
        spend("s-1", 10, 100);
        spend("s-1", 11, 20);
        spend("s-1", 50, 3);

        assertThat(silent()).isEqualTo(new Money(23));
    }

    @Test
    void a_change_of_state_or_of_percent_ends_a_silence() {
        hear(said("s-1", 0, 40, "coding"));
        spend("s-1", 15, 1);
        hear(said("s-1", 16, 40, "testing"));
        spend("s-1", 26, 20);
        hear(said("s-1", 27, 41, "testing"));
        spend("s-1", 37, 300);
        spend("s-1", 38, 4_000);

        assertThat(silent()).isEqualTo(new Money(4_001));
    }

    @Test
    void a_message_alone_ends_none() {
        hear(said("s-1", 0, 40, null), said("s-1", 5, 40, null), said("s-1", 10, 40, null));
        spend("s-1", 11, 7);

        assertThat(silent()).isEqualTo(new Money(7));
    }

    @Test
    void an_event_that_comes_again_changes_nothing() {
        hear(said("s-1", 0, 40, "coding"), said("s-1", 5, 50, "coding"), said("s-1", 0, 40, "coding"));
        hear(said("s-1", 0, 40, "coding"));
        spend("s-1", 14, 7);

        assertThat(silent()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_session_whose_progress_was_never_heard_is_not_judged() {
        spend("s-1", 60, 7);

        assertThat(silent()).isEqualTo(Money.ZERO);
    }

    @Test
    void what_is_booked_long_after_it_came_is_not_judged() {
        hear(said("s-1", 0, 40, "coding"));
        clock.set(at(60));
        jdbi.useTransaction(tx -> keeper.book(tx, List.of(entry("s-1", at(20), 7L), entry("s-1", at(60), null))));

        assertThat(silent()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_silence_counts_on_the_persons_day_on_which_it_was_paid_for() {
        hear(said("s-1", 0, 40, "coding"));
        spend("s-1", 30, 7);
        spend("s-1", 4 * 60, 50);
        spend("s-1", 4 * 60 + 1, 50);

        assertThat(silent()).isEqualTo(new Money(7));
        assertThat(silent(at(4 * 60))).isEqualTo(new Money(100));
    }

    @Test
    void a_session_that_has_not_moved_for_a_week_is_forgotten() {
        hear(said("s-1", 0, 40, "coding"), said("s-2", 1, 40, "coding"));
        clock.set(START.plus(Duration.ofDays(7)).plusSeconds(1));

        int forgotten = jdbi.inTransaction(keeper::forget);
        assertThat(forgotten).isEqualTo(1);
        Map<String, Standing> left = jdbi.withHandle(tx -> store.standings(tx, List.of("s-1", "s-2")));
        assertThat(left).containsOnlyKeys("s-2");
    }

    @Test
    void after_a_week_a_day_is_kept_as_one_sum_and_what_was_spent_stays() {
        hear(said("s-1", 0, 40, "coding"), said("s-2", 0, 40, "coding"), said("s-3", 0, 40, "coding"));
        spend("s-1", 30, 7);
        spend("s-2", 31, 20);
        spend("s-3", 24 * 60, 300);
        clock.set(START.plus(Duration.ofDays(8)));

        assertThat(jdbi.<Integer, RuntimeException>inTransaction(keeper::addUp)).isEqualTo(2);
        assertThat(jdbi.<Integer, RuntimeException>inTransaction(keeper::addUp)).isZero();
        assertThat(rows()).isEqualTo(2);
        assertThat(silent()).isEqualTo(new Money(27));
        assertThat(silent(at(24 * 60))).isEqualTo(new Money(300));

        jdbi.useTransaction(tx ->
                store.add(tx, List.of(new SilenceStore.Silent(LocalDate.of(2026, 11, 21), "s-1", 4_000))));
        assertThat(jdbi.<Integer, RuntimeException>inTransaction(keeper::addUp)).isEqualTo(1);
        assertThat(rows()).isEqualTo(2);
        assertThat(silent()).isEqualTo(new Money(4_027));
    }

    private int rows() {
        return jdbi.withHandle(tx -> tx.createQuery("select count(*) from silent_cost")
                .mapTo(Integer.class)
                .one());
    }

    private void hear(ProgressChanged... said) {
        jdbi.useTransaction(tx -> keeper.hear(tx, List.of(said)));
    }

    private void spend(String session, int minute, long nanos) {
        clock.set(at(minute));
        jdbi.useTransaction(tx -> keeper.book(tx, List.of(entry(session, at(minute), nanos))));
    }

    private Money silent() {
        return silent(START);
    }

    private Money silent(Instant day) {
        return jdbi.withHandle(tx -> store.silent(tx, Period.DAY.around(day, BERLIN)));
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static ProgressChanged said(String session, int minute, double percent, @Nullable String state) {
        return new ProgressChanged(
                session,
                1,
                "builder",
                null,
                null,
                percent,
                state,
                "minute " + minute,
                null,
                at(minute),
                false,
                List.of());
    }

    private static Entry entry(String session, Instant at, @Nullable Long nanos) {
        return new Entry(
                at,
                at,
                "builder",
                session,
                null,
                "claude-haiku-4-5",
                null,
                new Tokens(1, 0, 0, 0, 0),
                nanos == null ? Priced.UNKNOWN : new Priced(new Money(nanos), Basis.COMPUTED),
                null);
    }

    private record Config() implements SilenceConfig {
        @Override
        public Duration after() {
            return TEN;
        }

        @Override
        public Duration keep() {
            return Duration.ofDays(7);
        }
    }
}
