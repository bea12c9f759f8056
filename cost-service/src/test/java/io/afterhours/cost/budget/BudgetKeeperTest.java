package io.afterhours.cost.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.cost.Bus;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class BudgetKeeperTest {
    @Inject
    Jdbi jdbi;

    @Inject
    BudgetKeeper keeper;

    @Inject
    SettableClock clock;

    @SuppressWarnings("NullAway.Init") // by ServersResource
    NatsServer nats;

    private Instant now = Instant.EPOCH;
    private long seen;

    @BeforeEach
    void startOfToday() {
        now = clock.instant();
        keeper.runOnce();
        seen = newest();
    }

    @AfterEach
    void backToTheDefaults() {
        clock.set(now);
        keeper.limit(Period.DAY, Money.dollars("20"), null);
        keeper.runOnce();
    }

    @Test
    void announces_every_budget_at_start_although_nothing_moved() {
        keeper.runOnce();
        assertThat(published("cost.budget")).isEmpty();

        keeper.announce();

        assertThat(published("cost.budget")).extracting(BudgetChanged::name).containsExactly("day", "week", "month");
    }

    @Test
    void publishes_a_budget_when_usage_moves_it_and_warns_once_at_each_mark() throws Exception {
        var spent = day().spentNanos();
        keeper.limit(Period.DAY, new Money(spent + 10_000_000), null);
        seen = newest();
        try (var bus = new Bus(nats)) {
            for (int i = 1; i <= 11; i++) {
                bus.publish("agent.builder.usage", """
                        {"session":"b-1","model":"claude-haiku-4-5","inputTokens":1000}""");
                var expected = spent + i * 1_000_000L;
                await().atMost(Duration.ofSeconds(20)).until(() -> day().spentNanos() == expected);
            }
        }

        var budgets = published("cost.budget").stream()
                .filter(budget -> budget.name().equals("day"))
                .toList();
        assertThat(budgets)
                .hasSize(11)
                .extracting(BudgetChanged::version)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(budgets).last().satisfies(budget -> {
            assertThat(budget.state()).isEqualTo("critical");
            assertThat(budget.hard()).isTrue();
            assertThat(budget.periodEnd()).isAfter(now);
        });
        assertThat(published("cost.crossed").stream()
                        .filter(budget -> budget.name().equals("day"))
                        .map(BudgetChanged::state))
                .startsWith(spent >= 40_000_000 ? "critical" : "warn")
                .endsWith("critical");
    }

    @Test
    void crosses_when_the_limit_is_lowered_and_relieves_when_it_is_raised() {
        keeper.limit(Period.DAY, Money.ZERO, "nothing today");
        assertThat(published("cost.crossed")).singleElement().satisfies(budget -> {
            assertThat(budget.name()).isEqualTo("day");
            assertThat(budget.state()).isEqualTo("critical");
        });

        keeper.limit(Period.DAY, Money.dollars("100000"), null);

        assertThat(published("cost.budget"))
                .last()
                .satisfies(budget -> assertThat(budget.state()).isEqualTo("ok"));
        assertThat(published("cost.crossed")).hasSize(1);
    }

    @Test
    void says_nothing_when_the_same_limit_is_set_again() {
        keeper.limit(Period.DAY, Money.dollars("20"), null);

        assertThat(published("cost.budget")).isEmpty();
    }

    @Test
    void empties_the_day_when_the_day_turns() {
        var today = day();
        clock.set(today.periodEnd().minusNanos(1));
        keeper.runOnce();
        assertThat(published("cost.budget")).isEmpty();

        clock.set(today.periodEnd());
        keeper.runOnce();

        assertThat(published("cost.budget"))
                .filteredOn(budget -> budget.name().equals("day"))
                .singleElement()
                .satisfies(budget -> {
                    assertThat(budget.spentNanos()).isZero();
                    assertThat(budget.periodStart()).isEqualTo(today.periodEnd());
                    assertThat(budget.version()).isEqualTo(today.version() + 1);
                });
    }

    @Test
    void versions_rise_one_by_one_whoever_publishes_at_the_same_time() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(keeper::announce);
            }
        }

        var versions = published("cost.budget").stream()
                .filter(budget -> budget.name().equals("day"))
                .map(BudgetChanged::version)
                .toList();
        assertThat(versions).hasSize(8).isSorted().doesNotHaveDuplicates();
        assertThat(versions.getLast() - versions.getFirst()).isEqualTo(7);
    }

    /** The day's budget as it was last published. */
    private BudgetChanged day() {
        return events("cost.budget", 0).stream()
                .filter(budget -> budget.name().equals("day"))
                .toList()
                .getLast();
    }

    private List<BudgetChanged> published(String subject) {
        return events(subject, seen);
    }

    private List<BudgetChanged> events(String subject, long after) {
        return jdbi
                .withHandle(handle -> handle.createQuery(
                                "select payload from outbox where subject = :subject and seq > :after order by seq")
                        .bind("subject", subject)
                        .bind("after", after)
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(json -> Json.read(json.getBytes(StandardCharsets.UTF_8), BudgetChanged.class))
                .toList();
    }

    private long newest() {
        return jdbi.withHandle(handle -> handle.createQuery("select coalesce(max(seq), 0) from outbox")
                .mapTo(Long.class)
                .one());
    }
}
