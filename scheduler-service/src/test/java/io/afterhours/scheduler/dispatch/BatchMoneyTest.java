package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.budget.BudgetStore;
import io.afterhours.scheduler.queue.Verdicts;
import io.afterhours.scheduler.retry.Tally;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What builds that go together may cost, and what is reserved for them. */
class BatchMoneyTest {
    private final Pages pages = Pages.threeAlike();
    private final Workbench bench = pages.bench();

    @Test
    void a_batch_is_stopped_as_one_when_it_has_cost_more_than_the_caps_of_its_builds_together() {
        cap(0, 1.0);
        cap(1, 1.5);
        cap(2, 0.5);
        pages.accept(pages.proposed());
        bench.dispatch();
        var attempts = pages.attempts();
        attempts.forEach(bench::taken);

        assertThat(pages.order().cap()).isEqualByComparingTo("3");
        cost(attempts, 2_990_000_000L);
        assertThat(pages.stopOrders()).isZero();
        cost(attempts, 3_010_000_000L);
        cost(attempts, 3_020_000_000L);
        assertThat(pages.stopOrders()).isEqualTo(3);
        attempts.forEach(each -> bench.finished(each, new Failure(FailureClass.CANCELLED, "Stopped.", null, null)));

        assertThat(attempts)
                .extracting(each -> Objects.requireNonNull(
                                bench.attempt(each.session()).failure())
                        .text())
                .containsOnly("The batch has cost $3.01, and the caps of its builds are $3.00 together.");
        assertThat(pages.builds()).extracting(pages::stateOf).containsOnly(BuildState.RETRYING);
        assertThat(pages.builds())
                .extracting(each -> bench.build(each.id()).tally())
                .containsOnly(Tally.NOTHING);
    }

    @Test
    void a_batch_of_which_one_build_lost_its_cap_has_none() {
        IntStream.range(0, 3).forEach(each -> cap(each, 1.0));
        pages.accept(pages.proposed());
        cap(1, null);
        bench.dispatch();
        var attempts = pages.attempts();
        attempts.forEach(bench::taken);

        cost(attempts, 9_000_000_000L);

        assertThat(pages.order().cap()).isNull();
        assertThat(pages.stopOrders()).isZero();
    }

    @Test
    void what_is_reserved_for_a_batch_and_its_cap_hold_until_the_last_member_has_ended() {
        budget();
        IntStream.range(0, 3).forEach(each -> cap(each, 1.0));
        pages.accept(pages.proposed());
        bench.dispatch();
        var attempts = pages.attempts();
        attempts.forEach(bench::taken);
        var reserved = bench.count("select reserved_nanos from budget");
        assertThat(reserved).isPositive();

        pages.cancel(pages.get(0));
        assertThat(bench.count("select reserved_nanos from budget")).isEqualTo(reserved);
        bench.finished(attempts.get(1), null);
        assertThat(bench.count("select reserved_nanos from budget")).isEqualTo(reserved);
        assertThat(pages.stopOrders()).isEqualTo(1);
        cost(attempts, 3_010_000_000L);
        assertThat(pages.stopOrders()).isEqualTo(2);
        bench.finished(attempts.get(2), null);

        assertThat(bench.count("select reserved_nanos from budget")).isZero();
        assertThat(bench.count("select count(*) from reservation")).isZero();
    }

    @Test
    void a_batch_waits_for_a_spent_budget_unless_each_of_its_builds_is_exempt() {
        var ids = pages.ids();
        pages.accept(pages.proposed());
        spent(1, new Exemption("build", ids.getFirst()));

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(pages.batches())
                .singleElement()
                .satisfies(batch -> assertThat(batch.members()).hasSize(3));
        assertThat(bench.jdbi()
                        .inTransaction(tx -> bench.get(Verdicts.class)
                                .of(tx, bench.build(pages.get(0).id())))
                        .text())
                .endsWith("It is exempt, but " + ids.get(1) + " and " + ids.get(2)
                        + ", which go along with it, are not.");

        spent(2, new Exemption("priority", "high"));
        assertThat(bench.dispatch().started()).hasSize(1);
        assertThat(pages.order().members()).hasSize(2);
    }

    @Test
    void members_that_end_at_once_give_back_what_was_reserved_for_the_batch() throws Exception {
        budget();
        pages.accept(pages.proposed());
        bench.dispatch();
        assertThat(bench.count("select reserved_nanos from budget")).isPositive();

        var ends = IntStream.range(0, 3)
                .mapToObj(pages::live)
                .<Callable<Object>>map(each -> () -> {
                    bench.finished(each, null);
                    return each;
                })
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(ends)) {
                each.get();
            }
        }

        assertThat(bench.count("select reserved_nanos from budget")).isZero();
    }

    private void cap(int page, @Nullable Double dollars) {
        bench.jdbi()
                .useHandle(tx -> tx.execute(
                        "update build set cap = ? where number = ?",
                        dollars,
                        pages.get(page).id().number()));
    }

    /** The session of the first has cost so much. */
    private void cost(List<Attempt> attempts, long nanos) {
        bench.get(CapKeeper.class).look(Map.of(attempts.getFirst().session(), nanos));
    }

    private void budget() {
        budget(1, 100_000_000_000L, 0, "ok", List.of());
    }

    /** The budget of the day has nothing left. */
    private void spent(long version, Exemption exempt) {
        budget(version, 1_000_000_000L, 1_000_000_000L, "critical", List.of(exempt));
    }

    private void budget(long version, long limit, long spent, String state, List<Exemption> exempt) {
        var now = bench.clock().instant();
        var day = new BudgetChanged(
                "day",
                version,
                limit,
                spent,
                true,
                state,
                now.minusSeconds(60),
                now.plusSeconds(86_400),
                now.plusSeconds(version),
                null,
                null,
                null,
                exempt,
                List.of());
        bench.jdbi().useTransaction(tx -> bench.get(BudgetStore.class).keep(tx, day));
    }
}
