package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.scheduler.budget.BudgetStore;
import io.afterhours.scheduler.budget.Reservations;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.Verdicts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.HandleConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Money is reserved before it is spent. */
class ReservationTest {
    private static final long DOLLAR = 1_000_000_000L;

    private final Workbench bench = Workbench.open(50);
    private final Reservations reservations = bench.get(Reservations.class);

    @Test
    void of_200_who_ask_at_once_at_two_schedulers_exactly_those_get_room_for_whom_there_is() throws Exception {
        budget("day", 1, 100, 90, true);
        budget("week", 1, 500, 0, true);
        var other = bench.replica();

        var admitted = new ArrayList<Boolean>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = IntStream.range(0, 200)
                    .<Callable<Boolean>>mapToObj(i -> () -> reserve(i % 2 == 0 ? bench : other, "s-" + i, DOLLAR))
                    .toList();
            for (var each : threads.invokeAll(asking)) {
                admitted.add(each.get());
            }
        }

        assertThat(admitted).filteredOn(each -> each).hasSize(10);
        assertThat(bench.count("select reserved_nanos from budget where name = 'day'"))
                .isEqualTo(10 * DOLLAR);
        assertThat(bench.count("select count(*) from reservation")).isEqualTo(20);
    }

    @Test
    void two_schedulers_that_plan_at_once_start_what_the_budget_has_room_for() throws Exception {
        var other = bench.replica();
        IntStream.range(0, 30).forEach(i -> bench.queue("Build " + i));
        long cost = bench.count("select max(cost_p90) from build");
        keep("day", 1, 10 * cost, 0, true);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(List.<Callable<Dispatcher.Outcome>>of(
                    bench::dispatch, other::dispatch, bench::dispatch, other::dispatch))) {
                each.get();
            }
        }

        assertThat(bench.count("select count(*) from attempt")).isEqualTo(10);
        assertThat(bench.count("select reserved_nanos from budget")).isEqualTo(10 * cost);
    }

    @Test
    void a_budget_without_room_admits_in_none_of_them() {
        budget("day", 1, 100, 0, true);
        budget("week", 1, 5, 5, true);

        assertThat(reserve(bench, "s-1", DOLLAR)).isFalse();
        assertThat(bench.count("select sum(reserved_nanos) from budget")).isZero();
    }

    @Test
    void a_soft_budget_counts_along_and_never_refuses() {
        budget("day", 1, 1, 1, false);

        assertThat(reserve(bench, "s-1", DOLLAR)).isTrue();
        assertThat(bench.count("select reserved_nanos from budget")).isEqualTo(DOLLAR);
    }

    @Test
    void a_budget_whose_period_is_over_counts_nothing_as_spent() {
        budget("day", 1, 20, 20, true);
        bench.clock().advance(Duration.ofDays(2));

        assertThat(reserve(bench, "s-1", 20 * DOLLAR)).isTrue();
        assertThat(reserve(bench, "s-2", DOLLAR)).isFalse();
    }

    @Test
    void the_end_of_an_attempt_gives_back_what_was_reserved_for_it_once() {
        budget("day", 1, 20, 0, true);
        var build = started();
        var attempt = bench.live(build.id());
        assertThat(bench.count("select reserved_nanos from budget")).isPositive();

        bench.taken(attempt);
        bench.finished(attempt, null);
        bench.jdbi().useTransaction(tx -> reservations.release(tx, attempt.session()));

        assertThat(bench.count("select reserved_nanos from budget")).isZero();
        assertThat(bench.count("select count(*) from reservation")).isZero();
    }

    @Test
    void an_attempt_whose_lease_expired_gives_back_what_was_reserved_for_it() {
        budget("day", 1, 20, 0, true);
        started();
        bench.silence();

        bench.get(Rescuer.class).rescueOnce();

        assertThat(bench.count("select reserved_nanos from budget")).isZero();
    }

    @Test
    void what_an_attempt_cost_is_reserved_until_the_budget_counts_it_as_spent_and_not_longer() {
        budget("day", 1, 20, 0, true);
        reserve(bench, "s-1", 3 * DOLLAR);
        bench.clock().advance(Duration.ofSeconds(1));
        var at = bench.clock().instant();

        bench.jdbi().useTransaction(tx -> reservations.note(tx, List.of(new Reservations.Spent("s-1", DOLLAR, at))));
        assertThat(bench.count("select reserved_nanos from budget")).isEqualTo(3 * DOLLAR);

        budget("day", 2, 20, 1, true);
        bench.jdbi()
                .useTransaction(tx -> reservations.note(tx, List.of(new Reservations.Spent("s-1", DOLLAR + 1, at))));
        assertThat(bench.count("select spent_nanos + reserved_nanos from budget"))
                .isEqualTo(3 * DOLLAR - 1);
    }

    @Test
    void an_attempt_that_costs_more_than_was_reserved_for_it_reserves_nothing_more() {
        budget("day", 1, 20, 0, true);
        reserve(bench, "s-1", DOLLAR);
        bench.clock().advance(Duration.ofSeconds(1));
        budget("day", 2, 20, 5, true);

        bench.jdbi()
                .useTransaction(tx -> reservations.note(
                        tx,
                        List.of(new Reservations.Spent(
                                "s-1", 5 * DOLLAR, bench.clock().instant()))));
        assertThat(bench.count("select reserved_nanos from budget")).isZero();

        bench.jdbi().useTransaction(tx -> reservations.release(tx, "s-1"));
        assertThat(bench.count("select reserved_nanos from budget")).isZero();
    }

    @Test
    void a_cost_that_is_noted_while_its_attempt_ends_and_another_starts_holds_nobody_up() throws Exception {
        budget("day", 1, 1_000, 0, true);
        budget("week", 1, 1_000, 0, true);
        var at = bench.clock().instant();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 300; i++) {
                var session = "s-" + i;
                var next = "t-" + i;
                reserve(bench, session, DOLLAR);
                for (var each : threads.invokeAll(List.<Callable<Object>>of(
                        () -> inTransaction(
                                tx -> reservations.note(tx, List.of(new Reservations.Spent(session, DOLLAR, at)))),
                        () -> inTransaction(tx -> reservations.release(tx, session)),
                        () -> reserve(bench, next, 1)))) {
                    each.get();
                }
            }
        }

        assertThat(bench.count("select reserved_nanos from budget where name = 'day'"))
                .isEqualTo(300);
    }

    @Test
    void an_agents_budget_is_reserved_in_by_its_own_attempts_alone() {
        limited("claude-only", "agent", "claude", 2, true);

        assertThat(reserve("s-1", spender("claude", null, "B-1"), 2 * DOLLAR)).isTrue();
        assertThat(reserve("s-2", spender("claude", null, "B-2"), 1)).isFalse();
        assertThat(reserve("s-3", spender("codex", null, "B-3"), 9 * DOLLAR)).isTrue();

        assertThat(bench.count("select reserved_nanos from budget")).isEqualTo(2 * DOLLAR);
        assertThat(bench.count("select count(*) from reservation")).isEqualTo(1);
    }

    @Test
    void tags_and_models_hold_what_is_theirs_and_a_builds_own_budget_counts_along() {
        limited("web", "tag", "web", 0, true);
        limited("opus", "model", "claude-opus-4-5", 0, true);
        limited("b-7", "build", "B-7", 0, true);

        assertThat(reserve("s-1", spender("claude", "claude-opus-4-5", "B-1"), 1))
                .isFalse();
        assertThat(reserve("s-2", spender("claude", null, "B-1", "web", "atlas"), 1))
                .isFalse();
        assertThat(reserve("s-3", spender("claude", "claude-haiku-4-5", "B-7", "atlas"), 1))
                .isTrue();
        assertThat(bench.count("select reserved_nanos from budget where name = 'b-7'"))
                .isEqualTo(1);
    }

    @Test
    void a_models_budget_holds_it_under_the_names_that_tools_use() {
        limited("opus", "model", "anthropic/claude-opus-4-5", 0, true);

        assertThat(reserve("s-1", spender("claude", "claude-opus-4-5-20251101", "B-1"), 1))
                .isFalse();
        assertThat(reserve("s-2", spender("claude", "us.anthropic.claude-opus-4-5-20251101-v1:0", "B-2"), 1))
                .isFalse();
        assertThat(reserve("s-3", spender("claude", "claude-opus-4-55", "B-3"), 1))
                .isTrue();
    }

    @Test
    void a_models_budget_holds_it_under_every_name_that_is_said_with_it() {
        limited("opus", "model", "claude-opus-4-5", 0, true, "claude-opus-4-5", "claude-4-5-opus");
        var held = bench.queue(Json.read(
                "{\"title\":\"Write the importer\",\"model\":\"claude-4-5-opus\"}".getBytes(StandardCharsets.UTF_8),
                BuildRequested.class));

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(verdict(held).code()).isEqualTo("budget");
        assertThat(reserve("s-1", spender("claude", "us.anthropic.claude-4-5-opus", "B-1"), 1))
                .isFalse();
        assertThat(reserve("s-2", spender("claude", "claude-4-5-haiku", "B-2"), 1))
                .isTrue();
    }

    @Test
    void a_tags_budget_that_is_spent_holds_its_builds_and_says_so_and_lets_the_others_start() {
        limited("atlas", "tag", "atlas", 0, true);
        var held = tagged("Write the importer of Atlas", "atlas");
        var free = tagged("Write the importer of Borealis", "borealis");

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(free.id());
        var verdict = bench.jdbi().inTransaction(tx -> bench.get(Verdicts.class).of(tx, bench.build(held.id())));
        assertThat(verdict.code()).isEqualTo("budget");
        assertThat(verdict.text()).startsWith("Over the atlas budget (tag atlas): $0.00 of $0.00 spent");

        bench.jdbi()
                .useTransaction(tx ->
                        bench.get(BudgetStore.class).keep(tx, said("atlas", "tag", "atlas", 0, true, 2, "removed")));
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(held.id());
    }

    @Test
    void an_exempt_attempt_reserves_where_there_is_no_room_and_other_budgets_still_refuse_it() {
        budget("day", 1, 20, 20, true);
        var exempt = new Reservations.Spender("claude", null, List.of("B-1"), List.of(), List.of("day"));

        assertThat(reserve("s-1", exempt, DOLLAR)).isTrue();
        assertThat(bench.count("select reserved_nanos from budget where name = 'day'"))
                .isEqualTo(DOLLAR);

        budget("week", 1, 100, 100, true);
        assertThat(reserve("s-2", exempt, DOLLAR)).isFalse();
        assertThat(bench.count("select sum(reserved_nanos) from budget")).isEqualTo(DOLLAR);
    }

    @Test
    void what_is_exempt_by_its_tag_or_by_name_starts_over_the_budget_from_the_same_lane_as_what_waits() {
        var tagged = tagged("Write the importer of Atlas", "atlas");
        var named = bench.queue("Write the importer of Borealis");
        var waits = bench.queue("Write the importer of Cinder");
        exempting(
                1,
                new Exemption("tag", "atlas"),
                new Exemption("build", named.id().toString()));

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactlyInAnyOrder(tagged.id(), named.id());
        assertThat(bench.count("select count(*) from reservation")).isEqualTo(2);
        assertThat(
                        bench.count(
                                "select count(*) from build_event where type = 'dispatched' and text like '%, exempt from today''s budget (%'"))
                .isEqualTo(2);
        assertThat(verdict(waits).code()).isEqualTo("budget");

        exempting(2, new Exemption("build", waits.id().toString()));
        assertThat(verdict(waits).code()).isEqualTo("exempt");
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(waits.id());
    }

    @Test
    void what_is_no_longer_exempt_waits_again() {
        var build = bench.queue("Write the importer of Atlas");
        exempting(1, new Exemption("priority", build.priority().word()));
        assertThat(verdict(build).code()).isEqualTo("exempt");

        exempting(2);

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(verdict(build).code()).isEqualTo("budget");
    }

    private Verdicts.View verdict(Build build) {
        return bench.jdbi().inTransaction(tx -> bench.get(Verdicts.class).of(tx, bench.build(build.id())));
    }

    /** The day's budget is spent, but for these. */
    private void exempting(long version, Exemption... exempt) {
        var now = bench.clock().instant();
        var budget = new BudgetChanged(
                "day",
                version,
                20 * DOLLAR,
                21 * DOLLAR,
                true,
                "critical",
                now.minusSeconds(60),
                now.plusSeconds(86_400),
                now,
                "day",
                null,
                null,
                List.of(exempt),
                List.of());
        bench.jdbi().useTransaction(tx -> bench.get(BudgetStore.class).keep(tx, budget));
    }

    private Build tagged(String title, String tag) {
        return bench.queue(Json.read(
                "{\"title\":\"%s\",\"tags\":[\"%s\"]}".formatted(title, tag).getBytes(StandardCharsets.UTF_8),
                BuildRequested.class));
    }

    private void limited(String name, String scope, String key, long limit, boolean hard, String... names) {
        bench.jdbi()
                .useTransaction(tx -> bench.get(BudgetStore.class)
                        .keep(tx, said(name, scope, key, limit, hard, 1, "critical", names)));
    }

    private BudgetChanged said(
            String name,
            String scope,
            String key,
            long limit,
            boolean hard,
            long version,
            String state,
            String... names) {
        var now = bench.clock().instant();
        return new BudgetChanged(
                name,
                version,
                limit * DOLLAR,
                0,
                hard,
                state,
                now.minusSeconds(60),
                now.plusSeconds(86_400),
                now,
                "month",
                scope,
                key,
                List.of(),
                List.of(names));
    }

    private static Reservations.Spender spender(String agent, @Nullable String model, String build, String... tags) {
        return new Reservations.Spender(agent, model, List.of(build), List.of(tags), List.of());
    }

    private boolean reserve(String session, Reservations.Spender spender, long nanos) {
        return bench.jdbi()
                .inTransaction(tx -> reservations.reserve(
                        tx, session, nanos, spender, bench.clock().instant()));
    }

    private Object inTransaction(HandleConsumer<RuntimeException> work) {
        bench.jdbi().useTransaction(work);
        return true;
    }

    private Build started() {
        bench.queue("Write the importer");
        return bench.dispatch().started().getFirst();
    }

    private boolean reserve(Workbench scheduler, String session, long nanos) {
        return scheduler
                .jdbi()
                .inTransaction(tx -> scheduler
                        .get(Reservations.class)
                        .reserve(
                                tx,
                                session,
                                nanos,
                                new Reservations.Spender("shell", null, List.of(), List.of(), List.of()),
                                scheduler.clock().instant()));
    }

    private void budget(String name, long version, long limit, long spent, boolean hard) {
        keep(name, version, limit * DOLLAR, spent * DOLLAR, hard);
    }

    private void keep(String name, long version, long limit, long spent, boolean hard) {
        var now = bench.clock().instant();
        bench.jdbi()
                .useTransaction(tx -> bench.get(BudgetStore.class)
                        .keep(
                                tx,
                                new BudgetChanged(
                                        name,
                                        version,
                                        limit,
                                        spent,
                                        hard,
                                        "ok",
                                        now.minusSeconds(60),
                                        now.plusSeconds(86_400),
                                        now,
                                        null,
                                        null,
                                        null,
                                        List.of(),
                                        List.of())));
    }
}
