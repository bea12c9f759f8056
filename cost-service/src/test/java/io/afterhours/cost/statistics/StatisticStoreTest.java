package io.afterhours.cost.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.cost.price.Money;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticStoreTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:00:00Z");
    private static final String SONNET = "claude-sonnet-4-5";

    private final AttemptStore attempts = new AttemptStore();
    private final StatisticStore statistics = new StatisticStore();
    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));

    @Test
    void a_model_is_measured_by_what_became_of_its_attempts() {
        hear(said("B-1", 2, "s-1", BuildState.RUNNING, 0, null));
        hear(said("B-1", 3, "s-1", BuildState.RETRYING, 10, FailureClass.VERIFICATION_FAILED));
        hear(said("B-1", 5, "s-2", BuildState.FINISHED, 20, null));
        hear(said("B-2", 2, "s-3", BuildState.FINISHED, 40, null));
        spent("s-1", 30);
        spent("s-2", 50);
        spent("s-3", 20);

        assertThat(measured()).singleElement().satisfies(sonnet -> {
            assertThat(sonnet.model()).isEqualTo(SONNET);
            assertThat(sonnet.kind()).isEqualTo("landing-page");
            assertThat(sonnet.builds()).isEqualTo(2);
            assertThat(sonnet.succeeded()).isEqualTo(2);
            assertThat(sonnet.failed()).isEqualTo(1);
            assertThat(sonnet.retries()).isEqualTo(1);
            assertThat(sonnet.successRate()).isEqualTo(new BigDecimal("0.667"));
            assertThat(sonnet.cost()).isEqualTo(new Money(100));
            assertThat(sonnet.perSuccess()).isEqualTo(new Money(50));
            assertThat(sonnet.p50()).isEqualTo(Duration.ofMinutes(20));
            assertThat(sonnet.p90()).isEqualTo(Duration.ofMinutes(40));
        });
    }

    @Test
    void what_comes_twice_or_late_counts_once() {
        var finished = said("B-1", 3, "s-1", BuildState.FINISHED, 20, null);
        hear(finished);
        hear(said("B-1", 2, "s-1", BuildState.RUNNING, 0, null));
        hear(finished);

        assertThat(measured()).singleElement().extracting(Statistic::succeeded).isEqualTo(1L);
    }

    @Test
    void of_one_batch_the_last_word_counts() {
        hear(
                said("B-1", 3, "s-1", BuildState.RETRYING, 20, FailureClass.CRASHED),
                said("B-1", 2, "s-1", BuildState.RUNNING, 0, null));

        assertThat(measured()).singleElement().extracting(Statistic::failed).isEqualTo(1L);
    }

    @Test
    void an_attempt_whose_build_is_called_off_is_interrupted_in_whatever_order_that_is_heard() {
        hear(said("B-1", 2, "s-1", BuildState.RUNNING, 0, null));
        hear(said("B-1", 3, null, BuildState.CANCELLED, 5, null));
        hear(said("B-2", 3, null, BuildState.CANCELLED, 5, null));
        hear(said("B-2", 2, "s-2", BuildState.RUNNING, 0, null));

        assertThat(measured()).singleElement().satisfies(sonnet -> {
            assertThat(sonnet.interrupted()).isEqualTo(2);
            assertThat(sonnet.builds()).isZero();
            assertThat(sonnet.successRate()).isNull();
        });
    }

    @Test
    void what_is_said_of_an_attempt_itself_counts_more_than_what_its_build_went_on_to() {
        hear(said("B-1", 2, "s-1", BuildState.RUNNING, 0, null));
        hear(said("B-1", 4, null, BuildState.FINISHED, 30, null));
        hear(said("B-1", 3, "s-1", BuildState.ESCALATED, 20, FailureClass.AGENT_GAVE_UP));

        assertThat(measured()).singleElement().satisfies(sonnet -> {
            assertThat(sonnet.failed()).isEqualTo(1);
            assertThat(sonnet.interrupted()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT_GAVE_UP, 1",
        "TIMED_OUT, 1",
        "OUT_OF_BUDGET, 1",
        "CRASHED, 1",
        ", 1",
        "RATE_LIMITED, 0",
        "LOST, 0",
        "CANCELLED, 0",
        "NETWORK, 0",
        "AUTH, 0",
        "CONFIG, 0"
    })
    void only_what_the_agent_did_counts_as_failed(@Nullable FailureClass failure, long failed) {
        hear(said("B-1", 2, "s-1", BuildState.RETRYING, 5, failure));

        assertThat(measured()).singleElement().satisfies(sonnet -> {
            assertThat(sonnet.failed()).isEqualTo(failed);
            assertThat(sonnet.interrupted()).isEqualTo(1 - failed);
        });
    }

    @Test
    void an_attempt_counts_for_the_model_that_cost_most_in_its_session() {
        hear(said("B-1", 2, "s-1", BuildState.FINISHED, 5, null));
        used("s-1", "claude-haiku-4-5", 10);
        used("s-1", "claude-opus-4-5", 90);
        used("s-1", "claude-haiku-4-5", 20);
        used("s-1", "claude-opus-4-5", 5);

        jdbi.useTransaction(tx -> attempts.weigh(tx, EVENING.minus(Duration.ofDays(2))));

        assertThat(measured()).singleElement().extracting(Statistic::model).isEqualTo("claude-opus-4-5");
    }

    @Test
    void attempts_that_ended_too_long_ago_are_neither_counted_nor_kept() {
        hear(said("B-1", 2, "s-1", BuildState.FINISHED, 0, null));
        hear(said("B-2", 2, "s-2", BuildState.FINISHED, 60, null));
        hear(said("B-3", 2, "s-3", BuildState.RUNNING, -60, null));

        assertThat(measured(EVENING.plusSeconds(1)))
                .singleElement()
                .extracting(Statistic::builds)
                .isEqualTo(1L);

        jdbi.useTransaction(tx -> attempts.forget(tx, EVENING.plus(Duration.ofMinutes(30))));

        assertThat(kept()).containsExactly("s-2");
    }

    private List<Statistic> measured() {
        return measured(EVENING.minus(Duration.ofDays(30)));
    }

    private List<Statistic> measured(Instant since) {
        return jdbi.withHandle(tx -> statistics.since(tx, since));
    }

    private List<String> kept() {
        return jdbi.withHandle(tx -> tx.createQuery("select session from attempt")
                .mapTo(String.class)
                .list());
    }

    private void hear(BuildChanged... builds) {
        jdbi.useTransaction(tx -> {
            for (var build : builds) {
                tx.execute("""
                        insert into build (id, version, kind, tags, state) values (?, ?, 'landing-page', '{}', ?)
                        on conflict (id) do update set version = excluded.version, state = excluded.state
                            where build.version < excluded.version""", build.id(), build.version(), build.state().word());
            }
            attempts.learn(tx, List.of(builds));
        });
    }

    private void spent(String session, long nanos) {
        jdbi.useHandle(tx -> tx.execute("""
                insert into cost_by_session (day, session, agent, calls, unknown_calls, cost_nanos, input_tokens, output_tokens,
                    cache_read_tokens, cache_write_tokens, cache_write_1h_tokens)
                values ('2026-11-21', ?, 'claude', 1, 0, ?, 0, 0, 0, 0, 0)""", session, nanos));
    }

    private void used(String session, String model, long nanos) {
        jdbi.useHandle(tx -> tx.execute("""
                insert into usage (occurred_at, received_at, agent, session, build, model, input_tokens, output_tokens,
                    cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, cost_nanos, basis)
                values (now(), now(), 'claude', ?, 'B-1', ?, 0, 0, 0, 0, 0, ?, 'computed')""", session, model, nanos));
    }

    private static BuildChanged said(
            String build,
            long version,
            @Nullable String session,
            BuildState state,
            int minutes,
            @Nullable FailureClass failure) {
        var at = EVENING.plus(Duration.ofMinutes(minutes));
        return new BuildChanged(
                build,
                version,
                state,
                "Build the landing page",
                Priority.HIGH,
                Category.OTHER,
                "landing-page",
                List.of(),
                "claude",
                SONNET,
                session,
                1,
                null,
                null,
                null,
                minutes < 0 ? at : EVENING,
                state.isFinal() ? at : null,
                null,
                null,
                null,
                at,
                failure);
    }
}
