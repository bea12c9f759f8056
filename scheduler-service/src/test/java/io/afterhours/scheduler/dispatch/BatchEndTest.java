package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.batching.BatchView;
import io.afterhours.scheduler.calibration.Learner;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.retry.Tally;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How builds that went together end, each by itself, and what is learned of it. */
class BatchEndTest {
    private final Pages pages = Pages.threeAlike();
    private final Workbench bench = pages.bench();

    @Test
    void two_finish_and_the_one_that_did_not_pass_goes_back_by_itself() {
        pages.accept(pages.proposed());
        bench.dispatch();
        bench.clock().advance(Duration.ofMinutes(40));

        bench.finished(pages.live(0), null);
        bench.finished(pages.live(1), new Failure(FailureClass.VERIFICATION_FAILED, "No title.", "exit 1", null));
        bench.finished(pages.live(2), null);
        pages.propose();

        assertThat(pages.builds())
                .extracting(pages::stateOf)
                .containsExactly(BuildState.FINISHED, BuildState.RETRYING, BuildState.FINISHED);
        var again = bench.build(pages.get(1).id());
        assertThat(again.evidence()).contains("No title.");
        assertThat(again.estimate().minutesP50()).isEqualTo(30);
        assertThat(pages.batches()).singleElement().satisfies(batch -> {
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
        pages.accept(pages.proposed());
        bench.dispatch();
        for (int i = 0; i < 3; i++) {
            bench.finished(pages.live(i), new Failure(failure, "Too much.", null, null));
        }

        assertThat(pages.builds()).extracting(pages::stateOf).containsOnly(BuildState.RETRYING);
        assertThat(pages.builds())
                .extracting(each -> bench.build(each.id()).tally().failures())
                .containsOnly(0);
        pages.propose();
        assertThat(pages.batches()).extracting(BatchView::state).containsExactly("ended");
        assertThat(bench.dispatch().started()).hasSize(3);
    }

    @Test
    void members_that_the_network_failed_wait_as_the_ladder_asks_before_they_go_by_themselves() {
        bench.jdbi()
                .useHandle(
                        tx -> tx.execute("update policy set body = replace(body, '\"0s\",\"0s\"', '\"5m\",\"10m\"')"));
        pages.accept(pages.proposed());
        bench.dispatch();
        for (int i = 0; i < 3; i++) {
            bench.finished(pages.live(i), new Failure(FailureClass.NETWORK, "No route to the host.", null, null));
        }
        pages.propose();

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(pages.builds())
                .extracting(each -> bench.build(each.id()).tally())
                .containsOnly(Tally.NOTHING);

        bench.clock().advance(Duration.ofMinutes(5));
        assertThat(bench.dispatch().started()).hasSize(3);
    }

    @Test
    void members_whose_runner_fell_silent_go_back_and_those_that_finished_before_stay() {
        pages.accept(pages.proposed());
        bench.dispatch();
        bench.finished(pages.live(0), null);
        bench.silence();
        bench.get(Rescuer.class).rescueOnce();

        assertThat(pages.builds())
                .extracting(pages::stateOf)
                .containsExactly(BuildState.FINISHED, BuildState.RETRYING, BuildState.RETRYING);
    }

    @Test
    void a_host_that_stays_too_full_has_a_batch_stopped_as_one_and_nothing_is_counted() {
        pages.accept(pages.proposed());
        bench.dispatch();
        var attempts = pages.attempts();
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
        assertThat(pages.builds()).extracting(pages::stateOf).containsOnly(BuildState.RETRYING);
        assertThat(pages.builds())
                .extracting(each -> bench.build(each.id()).tally())
                .containsOnly(Tally.NOTHING);
        pages.propose();
        assertThat(pages.batches()).extracting(BatchView::state).containsExactly("ended");
    }

    @Test
    void a_member_that_is_cancelled_while_it_runs_leaves_the_others_alone() {
        pages.accept(pages.proposed());
        bench.dispatch();
        var lead = pages.live(0);
        bench.taken(lead);

        pages.cancel(pages.get(0));
        bench.finished(pages.live(1), null);
        bench.finished(pages.live(2), null);

        assertThat(pages.builds())
                .extracting(pages::stateOf)
                .containsExactly(BuildState.CANCELLED, BuildState.FINISHED, BuildState.FINISHED);
        assertThat(pages.stopOrders()).isEqualTo(1);
    }

    @Test
    void what_builds_took_together_is_no_history_of_what_each_takes_alone() {
        pages.accept(pages.proposed());
        bench.dispatch();
        for (int i = 0; i < 3; i++) {
            bench.finished(pages.live(i), null);
        }

        assertThat(bench.get(Learner.class).learnOnce()).isEmpty();
    }
}
