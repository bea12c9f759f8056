package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.batching.Batch;
import io.afterhours.scheduler.batching.BatchId;
import io.afterhours.scheduler.batching.BatchKeeper;
import io.afterhours.scheduler.batching.BatchView;
import io.afterhours.scheduler.batching.BatchViews;
import io.afterhours.scheduler.batching.Proposer;
import io.afterhours.scheduler.budget.BudgetStore;
import io.afterhours.scheduler.calibration.Learner;
import io.afterhours.scheduler.escalation.EscalationResource;
import io.afterhours.scheduler.nightplan.NightKeeper;
import io.afterhours.scheduler.nightplan.NightPlanResource;
import io.afterhours.scheduler.nightplan.NightPlanView;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.QueueResource;
import io.afterhours.scheduler.queue.Steering;
import io.afterhours.scheduler.queue.Verdicts;
import io.afterhours.scheduler.retry.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds that go together, from proposal to what they saved, over a real database. */
class BatchTest {
    private final Workbench bench = Workbench.open(3);
    private final List<Build> pages =
            IntStream.rangeClosed(1, 3).mapToObj(each -> page("Page " + each)).toList();

    @Test
    void builds_that_are_alike_are_proposed_once() {
        propose();
        propose();

        assertThat(batches()).singleElement().satisfies(batch -> {
            assertThat(batch.state()).isEqualTo("proposed");
            assertThat(batch.members()).extracting(BatchView.Member::id).containsExactlyElementsOf(ids());
            assertThat(batch.saving()).isEqualTo(new BatchView.Saved(18, "0.3600"));
        });
    }

    @Test
    void a_proposal_goes_with_the_builds_it_was_made_of() {
        propose();
        cancel(pages.get(0));
        cancel(pages.get(1));
        propose();

        assertThat(batches()).isEmpty();
    }

    @Test
    void builds_that_were_dismissed_are_left_alone() {
        dismiss(proposed());
        propose();

        assertThat(batches()).extracting(BatchView::state).containsExactly("dismissed");
        assertThat(bench.dispatch().started()).hasSize(3);
    }

    @Test
    void what_was_accepted_starts_as_one_attempt_in_one_slot() {
        accept(proposed());

        assertThat(bench.dispatch().started()).hasSize(1);
        assertThat(pages).extracting(this::stateOf).containsOnly(BuildState.DISPATCHED);
        var order = order();
        assertThat(order.build()).isEqualTo(ids().getFirst());
        assertThat(order.members())
                .extracting(AttemptDispatched.Member::build)
                .containsExactlyElementsOf(ids().subList(1, 3));
        assertThat(order.prompt()).contains("Task 1 of 3: Page 1", "Task 3 of 3: Page 3");
        assertThat(bench.count("select count(distinct fence) from attempt")).isEqualTo(3);
        page("Another");
        page("And another");
        assertThat(bench.dispatch().started()).hasSize(2);
    }

    @Test
    void a_member_says_with_whom_it_goes() {
        accept(proposed());

        var verdict = bench.jdbi()
                .inTransaction(tx -> bench.get(Verdicts.class)
                        .of(tx, List.of(bench.build(pages.get(1).id()))))
                .getFirst();

        assertThat(verdict.code()).isEqualTo("merge");
        assertThat(verdict.text())
                .startsWith("Goes together with " + ids().get(0) + " and " + ids().get(2)
                        + " as one attempt (saves about 18 min, $0.36)");
    }

    @Test
    void a_member_says_what_holds_all_of_them() {
        accept(proposed());
        bench.jdbi().useHandle(handle -> handle.execute("update control set mode = 'paused'"));

        var verdict = bench.jdbi()
                .inTransaction(tx -> bench.get(Verdicts.class)
                        .of(tx, bench.build(pages.get(1).id())));

        assertThat(verdict.code()).isEqualTo("merge");
        assertThat(verdict.text()).endsWith(" $0.36). Waits: paused; resume to let builds start.");
    }

    @Test
    void in_the_nights_plan_it_is_one_bar_and_is_counted_once() {
        accept(proposed());
        bench.clock().advance(Duration.ofMinutes(115));

        var plan = bench.get(NightPlanResource.class).plan();

        assertThat(plan.builds()).singleElement().satisfies(planned -> {
            assertThat(planned.build()).isEqualTo(ids().getFirst());
            assertThat(planned.along())
                    .extracting(NightPlanView.Along::build)
                    .containsExactlyElementsOf(ids().subList(1, 3));
        });
        assertThat(plan.minutes()).isEqualTo(72);
        assertThat(plan.left()).isEmpty();
        assertThat(plan.more()).isZero();
    }

    @Test
    void next_to_start_are_all_of_it_at_one_time() {
        accept(proposed());
        page("Another");
        bench.jdbi().useHandle(tx -> tx.execute("update runner set slots = 1"));

        var next = bench.get(QueueResource.class).next(10).items();

        var now = bench.clock().instant();
        assertThat(next)
                .extracting(QueueResource.Next::expectedStart)
                .containsExactly(now, now, now, now.plus(Duration.ofMinutes(72)));
        assertThat(next).extracting(each -> each.verdict().code()).containsExactly("start", "merge", "merge", "slots");
    }

    @Test
    void not_tonight_holds_all_of_it() {
        accept(proposed());
        bench.clock().advance(Duration.ofMinutes(115));
        bench.get(NightKeeper.class).planOnce();
        var asked = bench.get(EscalationResource.class)
                .list("open", null, 10)
                .items()
                .getFirst();
        assertThat(asked.title()).startsWith("Tonight: 3 builds, about 1 h 12 min of work");
        assertThat(asked.question()).contains("B-1 Page 1 together with " + ids().get(1) + ", " + ids().get(2) + " (");

        bench.get(EscalationResource.class)
                .answer(asked.id(), new EscalationResource.Answer("not tonight", null), "ada");

        assertThat(bench.dispatch().started()).isEmpty();
    }

    @Test
    void two_finish_and_the_one_that_did_not_pass_goes_back_by_itself() {
        accept(proposed());
        bench.dispatch();
        bench.clock().advance(Duration.ofMinutes(40));

        bench.finished(live(0), null);
        bench.finished(live(1), new Failure(FailureClass.VERIFICATION_FAILED, "No title.", "exit 1", null));
        bench.finished(live(2), null);
        propose();

        assertThat(pages)
                .extracting(this::stateOf)
                .containsExactly(BuildState.FINISHED, BuildState.RETRYING, BuildState.FINISHED);
        var again = bench.build(pages.get(1).id());
        assertThat(again.evidence()).contains("No title.");
        assertThat(again.estimate().minutesP50()).isEqualTo(30);
        assertThat(batches()).singleElement().satisfies(batch -> {
            assertThat(batch.state()).isEqualTo("ended");
            assertThat(batch.measured()).isNotNull().satisfies(measured -> {
                assertThat(measured.finished()).isEqualTo(2);
                assertThat(measured.minutes()).isEqualTo(40);
                assertThat(measured.saving().minutes()).isEqualTo(20);
            });
        });
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(again.id());
        assertThat(bench.count("select count(*) from attempt")).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"AGENT_GAVE_UP", "NETWORK"})
    void an_agent_that_gave_up_or_heard_nothing_from_the_network_counts_against_no_member(FailureClass failure) {
        accept(proposed());
        bench.dispatch();
        for (int i = 0; i < 3; i++) {
            bench.finished(live(i), new Failure(failure, "Too much.", null, null));
        }

        assertThat(pages).extracting(this::stateOf).containsOnly(BuildState.RETRYING);
        assertThat(pages)
                .extracting(each -> bench.build(each.id()).tally().failures())
                .containsOnly(0);
        propose();
        assertThat(batches()).extracting(BatchView::state).containsExactly("ended");
        assertThat(bench.dispatch().started()).hasSize(3);
    }

    @Test
    void members_whose_runner_fell_silent_go_back_and_those_that_finished_before_stay() {
        accept(proposed());
        bench.dispatch();
        bench.finished(live(0), null);
        bench.silence();
        bench.get(Rescuer.class).rescueOnce();

        assertThat(pages)
                .extracting(this::stateOf)
                .containsExactly(BuildState.FINISHED, BuildState.RETRYING, BuildState.RETRYING);
    }

    @Test
    void a_host_that_stays_too_full_has_a_batch_stopped_as_one_and_nothing_is_counted() {
        accept(proposed());
        bench.dispatch();
        var attempts = IntStream.range(0, 3).mapToObj(this::live).toList();
        attempts.forEach(bench::taken);

        for (int i = 0; i <= 12; i++) {
            bench.jdbi()
                    .useTransaction(tx -> bench.get(OverloadKeeper.class)
                            .measured(tx, Workbench.RUNNER, new HostLoad(40, 93, 100, null, null)));
            bench.clock().advance(Duration.ofSeconds(10));
        }

        assertThat(attempts)
                .extracting(each -> bench.attempt(each.session()).state())
                .containsOnly(Attempt.State.CANCELLED);
        assertThat(pages).extracting(this::stateOf).containsOnly(BuildState.RETRYING);
        assertThat(pages).extracting(each -> bench.build(each.id()).tally()).containsOnly(Tally.NOTHING);
        propose();
        assertThat(batches()).extracting(BatchView::state).containsExactly("ended");
    }

    @Test
    void a_member_that_is_cancelled_while_it_runs_leaves_the_others_alone() {
        accept(proposed());
        bench.dispatch();
        var lead = live(0);
        bench.taken(lead);

        cancel(pages.get(0));
        bench.finished(live(1), null);
        bench.finished(live(2), null);

        assertThat(pages)
                .extracting(this::stateOf)
                .containsExactly(BuildState.CANCELLED, BuildState.FINISHED, BuildState.FINISHED);
        assertThat(stopOrders()).isEqualTo(1);
    }

    @Test
    void a_batch_is_stopped_as_one_when_it_has_cost_more_than_the_caps_of_its_builds_together() {
        cap(0, 1.0);
        cap(1, 1.5);
        cap(2, 0.5);
        accept(proposed());
        bench.dispatch();
        var attempts = IntStream.range(0, 3).mapToObj(this::live).toList();
        attempts.forEach(bench::taken);

        assertThat(order().cap()).isEqualByComparingTo("3");
        cost(attempts, 2_990_000_000L);
        assertThat(stopOrders()).isZero();
        cost(attempts, 3_010_000_000L);
        cost(attempts, 3_020_000_000L);
        assertThat(stopOrders()).isEqualTo(3);
        attempts.forEach(each -> bench.finished(each, new Failure(FailureClass.CANCELLED, "Stopped.", null, null)));

        assertThat(attempts)
                .extracting(each -> Objects.requireNonNull(
                                bench.attempt(each.session()).failure())
                        .text())
                .containsOnly("The batch has cost $3.01, and the caps of its builds are $3.00 together.");
        assertThat(pages).extracting(this::stateOf).containsOnly(BuildState.RETRYING);
        assertThat(pages).extracting(each -> bench.build(each.id()).tally()).containsOnly(Tally.NOTHING);
    }

    @Test
    void a_batch_of_which_one_build_lost_its_cap_has_none() {
        IntStream.range(0, 3).forEach(each -> cap(each, 1.0));
        accept(proposed());
        cap(1, null);
        bench.dispatch();
        var attempts = IntStream.range(0, 3).mapToObj(this::live).toList();
        attempts.forEach(bench::taken);

        cost(attempts, 9_000_000_000L);

        assertThat(order().cap()).isNull();
        assertThat(stopOrders()).isZero();
    }

    @Test
    void what_is_reserved_for_a_batch_and_its_cap_hold_until_the_last_member_has_ended() {
        budget();
        IntStream.range(0, 3).forEach(each -> cap(each, 1.0));
        accept(proposed());
        bench.dispatch();
        var attempts = IntStream.range(0, 3).mapToObj(this::live).toList();
        attempts.forEach(bench::taken);
        var reserved = bench.count("select reserved_nanos from budget");
        assertThat(reserved).isPositive();

        cancel(pages.get(0));
        assertThat(bench.count("select reserved_nanos from budget")).isEqualTo(reserved);
        bench.finished(attempts.get(1), null);
        assertThat(bench.count("select reserved_nanos from budget")).isEqualTo(reserved);
        assertThat(stopOrders()).isEqualTo(1);
        cost(attempts, 3_010_000_000L);
        assertThat(stopOrders()).isEqualTo(2);
        bench.finished(attempts.get(2), null);

        assertThat(bench.count("select reserved_nanos from budget")).isZero();
        assertThat(bench.count("select count(*) from reservation")).isZero();
    }

    @Test
    void members_that_end_at_once_give_back_what_was_reserved_for_the_batch() throws Exception {
        budget();
        accept(proposed());
        bench.dispatch();
        assertThat(bench.count("select reserved_nanos from budget")).isPositive();

        var ends = IntStream.range(0, 3)
                .mapToObj(this::live)
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

    @Test
    void a_member_that_was_called_off_before_the_start_does_not_go_along() {
        accept(proposed());
        cancel(pages.get(2));
        bench.dispatch();

        assertThat(order().members())
                .extracting(AttemptDispatched.Member::build)
                .containsExactly(ids().get(1));
    }

    @Test
    void what_builds_took_together_is_no_history_of_what_each_takes_alone() {
        accept(proposed());
        bench.dispatch();
        for (int i = 0; i < 3; i++) {
            bench.finished(live(i), null);
        }

        assertThat(bench.get(Learner.class).learnOnce()).isEmpty();
    }

    @Test
    void a_policy_may_accept_by_itself_or_want_no_batches() {
        policy("off");
        propose();
        assertThat(batches()).isEmpty();

        policy("automatic");
        propose();
        assertThat(batches())
                .extracting(BatchView::state, BatchView::decidedBy)
                .containsExactly(tuple("accepted", "policy always"));
    }

    @Test
    void what_runs_can_no_longer_be_dismissed() {
        var batch = proposed();
        accept(batch);
        bench.dispatch();

        assertThatThrownBy(() -> dismiss(batch)).isInstanceOf(Problem.class).hasMessageContaining("is running");
    }

    private Build page(String title) {
        return bench.queue(Json.read("""
                {"title":"%s","kind":"landing-page","priority":"high","category":"bug fix","agent":"claude","workspace":null,
                 "accept":"true"}""".formatted(title).getBytes(StandardCharsets.UTF_8), BuildRequested.class));
    }

    private void propose() {
        bench.get(Proposer.class).proposeOnce();
    }

    private BatchId proposed() {
        propose();
        return BatchId.parse("id", batches().getFirst().id());
    }

    private Batch accept(BatchId batch) {
        return bench.jdbi().inTransaction(tx -> bench.get(BatchKeeper.class).accept(tx, batch, "alice", null));
    }

    private Batch dismiss(BatchId batch) {
        return bench.jdbi().inTransaction(tx -> bench.get(BatchKeeper.class).dismiss(tx, batch, "alice", null));
    }

    private void cancel(Build build) {
        bench.jdbi().useTransaction(tx -> bench.get(Steering.class).cancel(tx, build.id(), "alice", null));
    }

    private List<BatchView> batches() {
        return bench.jdbi().inTransaction(bench.get(BatchViews.class)::all);
    }

    private List<String> ids() {
        return pages.stream().map(Build::id).map(BuildId::toString).toList();
    }

    private BuildState stateOf(Build build) {
        return bench.build(build.id()).state();
    }

    private Attempt live(int page) {
        return bench.live(pages.get(page).id());
    }

    private AttemptDispatched order() {
        var payload = bench.jdbi()
                .withHandle(tx -> tx.createQuery("select payload from outbox where subject = 'dispatch.default'")
                        .mapTo(byte[].class)
                        .one());
        return Json.read(payload, AttemptDispatched.class);
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

    private long stopOrders() {
        return bench.count("select count(*) from outbox where subject = 'command.runner-1'");
    }

    private void budget() {
        var now = bench.clock().instant();
        var day = new BudgetChanged(
                "day",
                1,
                100_000_000_000L,
                0,
                true,
                "ok",
                now.minusSeconds(60),
                now.plusSeconds(86_400),
                now,
                null,
                null,
                null,
                List.of());
        bench.jdbi().useTransaction(tx -> bench.get(BudgetStore.class).keep(tx, day));
    }

    private void policy(String batching) {
        bench.jdbi()
                .useHandle(
                        tx -> tx.execute("update policy set body = ? where name = 'always'", """
                                {"name":"always","batching":"%s","bands":[{"name":"always","from":"00:00","to":"24:00","slots":3}]}""".formatted(batching)));
    }
}
