package io.afterhours.cost.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.cost.Bus;
import io.afterhours.cost.Http;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.PriceBook;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class BudgetKeeperTest {
    private static final String ALICE = "command line";
    private static final String TOKENS =
            "input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens";

    @Inject
    Jdbi jdbi;

    @Inject
    BudgetKeeper keeper;

    @Inject
    BudgetStore budgets;

    @Inject
    SpendingStore spending;

    @Inject
    PriceBook prices;

    @Inject
    Outbox outbox;

    @Inject
    SettableClock clock;

    @Inject
    ZoneId zone;

    @SuppressWarnings("NullAway.Init") // by ServersResource
    NatsServer nats;

    private Instant now = Instant.EPOCH;
    private long seen;

    @BeforeEach
    void startOfToday() {
        // What is published is booked for the day of its receipt, and midnight may be between the first test and this
        // one.
        now = Instant.now();
        clock.set(now);
        keeper.runOnce();
        seen = newest();
    }

    @AfterEach
    void backToTheDefaults() {
        clock.set(now);
        keeper.set(new Wish("day", Money.dollars("20"), null, null, true, List.of(), null), ALICE);
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
        keeper.set(Wish.limit("day", new Money(spent + 10_000_000), null), ALICE);
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
    void what_a_backlog_comes_to_is_published_in_the_course_of_time_and_not_with_each_booking() {
        jdbi.useTransaction(tx -> {
            tx.execute(
                    "insert into cost_by_day as total (day, calls, unknown_calls, cost_nanos, " + TOKENS
                            + ") values (?, 1, 0, 1000000, 0, 0, 0, 0, 0)"
                            + " on conflict (day) do update set cost_nanos = total.cost_nanos + excluded.cost_nanos",
                    now.atZone(zone).toLocalDate());
            another().keep(tx, now.minusSeconds(3));
            assertThat(newest(tx)).isEqualTo(seen);

            another().keep(tx, now);
            assertThat(newest(tx)).isGreaterThan(seen);
            tx.rollback();
        });
    }

    private BudgetKeeper another() {
        return new BudgetKeeper(jdbi, budgets, spending, prices, outbox, clock, zone);
    }

    @Test
    void crosses_when_the_limit_is_lowered_and_relieves_when_it_is_raised() {
        keeper.set(Wish.limit("day", Money.ZERO, "nothing today"), ALICE);
        assertThat(published("cost.crossed")).singleElement().satisfies(budget -> {
            assertThat(budget.name()).isEqualTo("day");
            assertThat(budget.state()).isEqualTo("critical");
        });

        keeper.set(Wish.limit("day", Money.dollars("100000"), null), ALICE);

        assertThat(published("cost.budget"))
                .last()
                .satisfies(budget -> assertThat(budget.state()).isEqualTo("ok"));
        assertThat(published("cost.crossed")).hasSize(1);
    }

    @Test
    void says_nothing_when_the_same_limit_is_set_again() {
        keeper.set(Wish.limit("day", Money.dollars("20"), null), ALICE);

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

    @Test
    void a_budget_counts_what_is_its_agents_its_tags_its_models_or_its_builds() {
        var day = clock.instant().atZone(zone).toLocalDate();
        jdbi.useTransaction(tx -> {
            tx.execute(
                    "insert into build (id, version, kind, tags) values ('B-901', 1, 'other', '{atlas,web}'), ('B-902', 1, 'other', '{}')");
            tx.execute(
                    "insert into session (session, build, agent, claimed) values ('k-1', 'B-901', 'claude-a', false), ('k-2', 'B-902', null, false)");
            spent(tx, day, "k-1", "runner-9", 1);
            spent(tx, day.minusMonths(2), "k-1", "runner-9", 16);
            spent(tx, day, "k-2", "runner-9", 2);
            spent(tx, day, "k-3", "runner-9", 4);
            spentOn(tx, day, "model-9", 8);
        });
        try {
            set("k-agent", Scope.Kind.AGENT, "runner-9");
            set("k-given", Scope.Kind.AGENT, "claude-a");
            set("k-tag", Scope.Kind.TAG, "web");
            set("k-model", Scope.Kind.MODEL, "model-9");
            set("k-build", Scope.Kind.BUILD, "B-901");
            set("k-none", Scope.Kind.TAG, "nobody");

            assertThat(published("cost.budget"))
                    .extracting(
                            BudgetChanged::name, BudgetChanged::scope, BudgetChanged::period, BudgetChanged::spentNanos)
                    .containsExactly(
                            tuple("k-agent", "agent", "month", 6L),
                            tuple("k-given", "agent", "month", 1L),
                            tuple("k-tag", "tag", "month", 1L),
                            tuple("k-model", "model", "month", 8L),
                            tuple("k-build", "build", "always", 17L),
                            tuple("k-none", "tag", "month", 0L));
            assertThat(published("cost.budget").get(4).periodEnd()).isEqualTo(BudgetChanged.NEVER);
        } finally {
            for (var name : List.of("k-agent", "k-given", "k-tag", "k-model", "k-build", "k-none")) {
                keeper.remove(name, deed(null));
            }
            jdbi.useTransaction(tx -> {
                tx.execute("delete from cost_by_session where session like 'k-%'");
                tx.execute("delete from cost_by_model where model = 'model-9'");
            });
        }
    }

    @Test
    void a_models_budget_counts_it_under_every_name_that_it_is_reported_by() {
        var day = clock.instant().atZone(zone).toLocalDate();
        jdbi.useTransaction(tx -> {
            spentOn(tx, day, "claude-3-opus-20240229", 1);
            spentOn(tx, day, "us.anthropic.claude-3-opus-20240229-v1:0", 2);
            spentOn(tx, day, "claude-3-opus-latest", 4);
            spentOn(tx, day, "claude-3-opus-2", 8);
            spentOn(tx, day, "atlas/Unlisted-9-2026-01-01", 16);
        });
        try {
            set("m-listed", Scope.Kind.MODEL, "claude-3-opus");
            set("m-dated", Scope.Kind.MODEL, "anthropic/claude-3-opus-20240229");
            set("m-unlisted", Scope.Kind.MODEL, "unlisted-9");

            assertThat(published("cost.budget"))
                    .extracting(BudgetChanged::name, BudgetChanged::spentNanos)
                    .containsExactly(tuple("m-listed", 7L), tuple("m-dated", 7L), tuple("m-unlisted", 16L));
        } finally {
            for (var name : List.of("m-listed", "m-dated", "m-unlisted")) {
                keeper.remove(name, deed(null));
            }
            jdbi.useTransaction(
                    tx -> tx.execute("delete from cost_by_model where model ~ 'claude-3-opus' or model ~ 'Unlisted'"));
        }
    }

    @Test
    void a_models_budget_says_every_name_of_it_and_again_when_another_is_given() {
        try {
            set("m-listed", Scope.Kind.MODEL, "anthropic/claude-3-opus-20240229");
            set("m-ember", Scope.Kind.MODEL, "atlas/Ember-1");
            set("m-tag", Scope.Kind.TAG, "ember-1");
            given(Http.caller())
                    .contentType(ContentType.JSON)
                    .body("""
                            {"provider":"atlas","aliases":["glow-1"],"prices":[{"input":2,"output":2}]}""")
                    .put("/api/prices/ember-1")
                    .then()
                    .statusCode(200);
            keeper.runOnce();
            keeper.runOnce();

            assertThat(published("cost.budget"))
                    .extracting(BudgetChanged::name, BudgetChanged::names)
                    .containsExactly(
                            tuple("m-listed", List.of("claude-3-opus", "claude-3-opus-latest")),
                            tuple("m-ember", List.of("ember-1")),
                            tuple("m-tag", List.of()),
                            tuple("m-ember", List.of("ember-1", "glow-1")),
                            tuple("m-listed", List.of("claude-3-opus", "claude-3-opus-latest")));
        } finally {
            for (var name : List.of("m-listed", "m-ember", "m-tag")) {
                keeper.remove(name, deed(null));
            }
        }
    }

    private static void spentOn(Handle tx, LocalDate day, String model, long nanos) {
        tx.execute(
                "insert into cost_by_model (day, model, basis, calls, unknown_calls, cost_nanos, cache_saving_nanos, covered_nanos, "
                        + TOKENS + ") values (?, ?, 'computed', 1, 0, ?, 0, 0, 0, 0, 0, 0, 0)",
                day,
                model,
                nanos);
    }

    @Test
    void what_an_agent_spends_crosses_its_budget_in_the_course_of_time_and_a_removed_one_says_so() {
        set("x-agent", Scope.Kind.AGENT, "x-runner");
        seen = newest();
        jdbi.useTransaction(
                tx -> spent(tx, clock.instant().atZone(zone).toLocalDate(), "x-1", "x-runner", 9_500_000_000L));
        try {
            keeper.runOnce();
            keeper.runOnce();

            assertThat(published("cost.crossed")).singleElement().satisfies(budget -> {
                assertThat(budget.name()).isEqualTo("x-agent");
                assertThat(budget.state()).isEqualTo("warn");
            });
        } finally {
            keeper.remove("x-agent", deed("done"));
            jdbi.useTransaction(tx -> tx.execute("delete from cost_by_session where session = 'x-1'"));
        }
        assertThat(published("cost.budget"))
                .filteredOn(budget -> budget.name().equals("x-agent"))
                .extracting(BudgetChanged::state)
                .containsExactly("warn", "removed");

        set("x-agent", Scope.Kind.AGENT, "x-runner");
        keeper.remove("x-agent", deed(null));
        assertThat(published("cost.budget"))
                .filteredOn(budget -> budget.name().equals("x-agent"))
                .extracting(BudgetChanged::version)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_exempt_is_published_with_the_budget_and_goes_on_record() {
        keeper.exempt("day", new Exemption("tag", "growth"), deed(null));
        keeper.exempt("day", new Exemption("build", "B-42"), deed("the release"));
        keeper.exempt("day", new Exemption("tag", "growth"), deed("once more"));
        keeper.runOnce();
        keeper.unexempt("day", new Exemption("tag", "growth"), deed(null));
        keeper.unexempt("day", new Exemption("build", "B-42"), deed(null));

        assertThat(published("cost.budget"))
                .extracting(BudgetChanged::exempt)
                .containsExactly(
                        List.of(new Exemption("tag", "growth")),
                        List.of(new Exemption("build", "B-42"), new Exemption("tag", "growth")),
                        List.of(new Exemption("build", "B-42")),
                        List.of());
        assertThat(ruled())
                .extracting(MoneyRuled::what, MoneyRuled::why, MoneyRuled::result)
                .containsExactly(
                        tuple("exempt from budget", null, "exempt: nothing to tag growth"),
                        tuple("exempt from budget", "the release", "exempt: tag growth to build B-42 and tag growth"),
                        tuple("end exemption from budget", null, "exempt: build B-42 and tag growth to build B-42"),
                        tuple("end exemption from budget", null, "exempt: build B-42 to nothing"));
        assertThatThrownBy(() -> keeper.unexempt("day", new Exemption("tag", "growth"), deed(null)))
                .hasMessageContaining("no exemption tag growth of day");
        assertThatThrownBy(() -> keeper.exempt("nobody", new Exemption("tag", "growth"), deed(null)))
                .hasMessageContaining("no budget nobody");
    }

    @Test
    void who_changes_a_budget_what_and_why_is_published_for_the_audit() {
        keeper.set(new Wish("day", Money.dollars("200"), null, null, false, null, "the release"), ALICE);
        keeper.set(new Wish("day", Money.dollars("200"), null, null, false, null, "nothing changes"), ALICE);
        set("growth", Scope.Kind.TAG, "growth");
        keeper.remove("growth", deed("done"));

        assertThat(ruled())
                .extracting(MoneyRuled::by, MoneyRuled::what, MoneyRuled::target, MoneyRuled::why, MoneyRuled::result)
                .containsExactly(
                        tuple(ALICE, "set budget", "day", "the release", "limit $20.00 to $200.00, hard to soft"),
                        tuple(ALICE, "set budget", "growth", null, "$10.00 a month, for tag growth, soft"),
                        tuple(ALICE, "remove budget", "growth", "done", "$10.00 a month, for tag growth, soft before"));
    }

    private List<MoneyRuled> ruled() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select payload from outbox where subject = 'cost.ruled' and seq > :after order by seq")
                .bind("after", seen)
                .mapTo(String.class)
                .map(payload -> Json.read(payload.getBytes(StandardCharsets.UTF_8), MoneyRuled.class))
                .list());
    }

    private static BudgetKeeper.Deed deed(@Nullable String why) {
        return new BudgetKeeper.Deed(ALICE, why);
    }

    @Test
    void the_day_the_week_and_the_month_cannot_be_removed() {
        assertThatThrownBy(() -> keeper.remove("day", deed(null))).hasMessageContaining("cannot be removed");
    }

    private void set(String name, Scope.Kind kind, String key) {
        keeper.set(new Wish(name, Money.dollars("10"), null, new Scope(kind, key), false, null, null), ALICE);
    }

    private static void spent(Handle tx, LocalDate day, String session, String agent, long nanos) {
        tx.execute(
                "insert into cost_by_session (day, session, agent, calls, unknown_calls, cost_nanos, " + TOKENS
                        + ") values (?, ?, ?, 1, 0, ?, 0, 0, 0, 0, 0)",
                day,
                session,
                agent,
                nanos);
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
        return jdbi.withHandle(BudgetKeeperTest::newest);
    }

    private static long newest(Handle tx) {
        return tx.createQuery("select coalesce(max(seq), 0) from outbox")
                .mapTo(Long.class)
                .one();
    }
}
