package io.afterhours.cost.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.cost.period.Period;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ForecasterTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A Saturday, 12:00. */
    private static final Instant NOON = Instant.parse("2026-11-21T11:00:00Z");

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final SettableClock clock = SettableClock.at(NOON.toString());
    private final ForecastStore store = new ForecastStore();
    private final QueueStore queue = new QueueStore();
    private final Forecaster forecaster = new Forecaster(jdbi, store, queue, clock, BERLIN);

    @Test
    void gathers_the_pace_of_three_hours_and_what_the_weekday_spent_from_this_hour_on() {
        costs(TODAY.minusDays(7), 100);
        costs(TODAY.minusDays(6), 40);
        jdbi.useHandle(tx -> store.sample(
                tx, NOON.minus(Duration.ofDays(7)).minusSeconds(60), TODAY.minusDays(7), new Spent(30, 0)));
        costs(TODAY, 4);
        clock.set(NOON.minus(Duration.ofHours(4)));
        forecaster.runOnce();
        clock.set(NOON);
        costs(TODAY, 12);

        var facts = jdbi.withHandle(tx -> forecaster.facts(tx, Period.DAY.around(NOON, BERLIN), NOON));

        assertThat(facts.spent()).isEqualTo(16);
        assertThat(facts.usual().perHour()).isEqualTo(3.0);
        assertThat(facts.usual().rests()).containsExactly(70L);
        assertThat(Objects.requireNonNull(facts.usual().days().get(DayOfWeek.SUNDAY)))
                .containsExactly(40L);
        assertThat(Objects.requireNonNull(facts.usual().days().get(DayOfWeek.MONDAY)))
                .containsExactly(0L);
    }

    @Test
    void what_builds_cost_is_kept_apart_from_what_is_usual_beside_the_queue() {
        works("s-1", "B-1", false);
        works("s-2", "B-2", true);
        used(TODAY.minusDays(7), "s-1", 60);
        used(TODAY.minusDays(7), "s-2", 30);
        used(TODAY.minusDays(7), "mine", 10);
        clock.set(NOON.minus(Duration.ofHours(4)));
        forecaster.runOnce();
        used(TODAY, "s-1", 8);
        used(TODAY, "mine", 4);
        clock.set(NOON);

        var facts = jdbi.withHandle(tx -> forecaster.facts(tx, Period.DAY.around(NOON, BERLIN), NOON));

        assertThat(facts.usual().today()).isEqualTo(12);
        assertThat(facts.usual().perHour()).isEqualTo(3.0);
        assertThat(facts.usual().rests()).containsExactly(50L);
        assertThat(facts.unqueued().today()).isEqualTo(4);
        assertThat(facts.unqueued().perHour()).isEqualTo(1.0);
        assertThat(facts.unqueued().rests()).containsExactly(20L);
        assertThat(Objects.requireNonNull(facts.unqueued().days().get(DayOfWeek.SATURDAY)))
                .containsExactly(40L);
    }

    @Test
    void what_the_scheduler_says_of_the_queue_counts_until_it_says_something_else() {
        hears(NOON, 2_000);
        hears(NOON.minusSeconds(1), 9_000);
        assertThat(endsAt(Period.DAY)).isEqualTo(2_000);
        assertThat(endsAt(Period.MONTH)).isEqualTo(2_000);

        jdbi.useTransaction(tx -> queue.put(tx, new QueueExpected(List.of(), 0, 0, 0, NOON.plusSeconds(1))));
        assertThat(endsAt(Period.MONTH)).isZero();
    }

    private void hears(Instant at, long nanos) {
        var ending = new QueueExpected.Ending(NOON.plus(Duration.ofHours(3)), 1, nanos, nanos);
        jdbi.useTransaction(tx -> queue.put(tx, new QueueExpected(List.of(ending), 0, 0, 0, at)));
    }

    private long endsAt(Period period) {
        Facts facts = jdbi.withHandle(tx -> forecaster.facts(tx, period.around(NOON, BERLIN), NOON));
        return ForecastRules.forecast(facts).p50();
    }

    @Test
    void keeps_what_it_expects_at_half_of_a_period_and_grades_it_when_that_is_over() {
        costs(TODAY, 12);
        clock.set(NOON.minusSeconds(1));
        forecaster.runOnce();
        assertThat(kept()).isZero();

        clock.set(NOON);
        forecaster.runOnce();
        costs(TODAY, 12);
        clock.set(NOON.plusSeconds(60));
        forecaster.runOnce();
        assertThat(kept()).isEqualTo(1);
        assertThat(jdbi.withHandle(store::grades)).isEmpty();

        clock.set(NOON.plus(Duration.ofDays(1)));
        forecaster.runOnce();

        assertThat(jdbi.withHandle(store::grades)).singleElement().satisfies(grade -> {
            assertThat(grade.period()).isEqualTo("day");
            assertThat(grade.count()).isEqualTo(1);
            assertThat(grade.held()).isEqualTo(1);
            assertThat(grade.error()).isZero();
        });
    }

    @Test
    void keeps_nothing_of_a_period_that_is_nearly_over_when_it_is_first_looked_at() {
        costs(TODAY, 12);
        clock.set(NOON.plus(Duration.ofMinutes(72)));
        forecaster.runOnce();
        assertThat(kept()).as("the day, 72 minutes after its middle").isZero();

        clock.set(NOON.plus(Duration.ofMinutes(72)).minusSeconds(1));
        forecaster.runOnce();
        assertThat(kept()).isEqualTo(1);
    }

    private long kept() {
        return jdbi.withHandle(tx -> tx.createQuery("select count(*) from forecast")
                .mapTo(Long.class)
                .one());
    }

    private void costs(LocalDate day, long nanos) {
        jdbi.useHandle(tx -> tx.execute(
                "insert into cost_by_day as total (day, calls, unknown_calls, cost_nanos, input_tokens, output_tokens,"
                        + " cache_read_tokens, cache_write_tokens, cache_write_1h_tokens) values (?, 1, 0, ?, 0, 0, 0, 0, 0)"
                        + " on conflict (day) do update set cost_nanos = total.cost_nanos + excluded.cost_nanos",
                day,
                nanos));
    }

    private void works(String session, String build, boolean claimed) {
        jdbi.useHandle(tx ->
                tx.execute("insert into session (session, build, claimed) values (?, ?, ?)", session, build, claimed));
    }

    private void used(LocalDate day, String session, long nanos) {
        costs(day, nanos);
        jdbi.useHandle(tx -> tx.execute(
                "insert into cost_by_session (day, session, agent, calls, unknown_calls, cost_nanos, input_tokens, output_tokens,"
                        + " cache_read_tokens, cache_write_tokens, cache_write_1h_tokens)"
                        + " values (?, ?, 'runner-1', 1, 0, ?, 0, 0, 0, 0, 0)",
                day,
                session,
                nanos));
    }
}
