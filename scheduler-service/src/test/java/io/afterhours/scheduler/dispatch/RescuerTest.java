package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.escalation.Escalation;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.Steering;
import io.afterhours.scheduler.retry.Tally;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RescuerTest {
    private final Workbench bench = Workbench.open(100);
    private final Rescuer rescuer = bench.get(Rescuer.class);

    @Test
    void leaves_an_attempt_alone_while_its_lease_lasts() {
        var build = dispatched("Write the importer");

        assertThat(rescuer.rescueOnce()).isZero();
        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.DISPATCHED);
    }

    @Test
    void leaves_an_attempt_alone_whose_runner_beats() {
        var build = dispatched("Write the importer");
        var attempt = bench.live(build.id());
        bench.taken(attempt);
        bench.silence();

        bench.jdbi()
                .useTransaction(tx -> bench.get(AttemptKeeper.class)
                        .renew(tx, Workbench.RUNNER, Map.of(attempt.session(), attempt.fence())));

        assertThat(rescuer.rescueOnce()).isZero();
    }

    @Test
    void offers_a_silent_build_again_with_a_higher_fence_and_counts_no_failure() {
        var build = dispatched("Write the importer");
        var first = bench.live(build.id());
        bench.taken(first);
        bench.silence();

        assertThat(rescuer.rescueOnce()).isEqualTo(1);

        var rescued = bench.build(build.id());
        assertThat(rescued.state()).isEqualTo(BuildState.RETRYING);
        assertThat(rescued.tally()).isEqualTo(new Tally(0, 1));
        assertThat(bench.attempt(first.session())).satisfies(lost -> {
            assertThat(lost.state()).isEqualTo(State.LOST);
            assertThat(Objects.requireNonNull(lost.failure()).failureClass()).isEqualTo(FailureClass.LOST);
        });
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(build.id());
        assertThat(bench.live(build.id())).satisfies(second -> {
            assertThat(second.number()).isEqualTo(2);
            assertThat(second.fence()).isGreaterThan(first.fence());
            assertThat(second.session()).isNotEqualTo(first.session());
        });
    }

    @Test
    void asks_the_person_when_five_runners_in_a_row_were_lost_with_a_build() {
        var build = bench.queue("Kill the host");
        for (int i = 0; i < 5; i++) {
            assertThat(bench.build(build.id()).state()).isNotEqualTo(BuildState.ESCALATED);
            loseOnce(build);
        }

        assertThat(bench.build(build.id())).satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(BuildState.ESCALATED);
            assertThat(ended.tally()).isEqualTo(new Tally(0, 5));
        });
        assertThat(question(build)).satisfies(asked -> {
            assertThat(asked.title()).isEqualTo("Its runner was lost 5 times in a row");
            assertThat(asked.question().options()).contains("retry", "drop");
            assertThat(asked.question().evidence())
                    .hasLineCount(5)
                    .contains("Attempt 1 at runner-1, from " + clock() + " to " + clock() + ": Nothing was heard of it")
                    .contains("Attempt 5 at runner-1");
        });
    }

    @Test
    void begins_to_count_again_when_the_person_wants_another_try() {
        var build = bench.queue("Kill the host");
        for (int i = 0; i < 5; i++) {
            loseOnce(build);
        }
        bench.jdbi().useTransaction(tx -> bench.get(Steering.class).retry(tx, build.id(), "alice", null));

        loseOnce(build);

        assertThat(bench.build(build.id())).satisfies(again -> {
            assertThat(again.state()).isEqualTo(BuildState.RETRYING);
            assertThat(again.tally()).isEqualTo(new Tally(0, 1));
        });
    }

    private String clock() {
        return LocalTime.ofInstant(
                        bench.clock().instant(), bench.get(ControlStore.class).zone())
                .toString();
    }

    private void loseOnce(Build build) {
        assertThat(bench.dispatch().started()).hasSize(1);
        bench.taken(bench.live(build.id()));
        bench.silence();
        assertThat(rescuer.rescueOnce()).isEqualTo(1);
    }

    private Escalation question(Build build) {
        var open = bench.jdbi().inTransaction(tx -> bench.get(Escalations.class).open(tx, List.of(build.id())));
        return Objects.requireNonNull(open.get(build.id())).getFirst();
    }

    @Test
    void counts_no_loss_while_no_runner_takes_it() {
        var build = bench.queue("Nobody is there");
        for (int i = 0; i < 6; i++) {
            assertThat(bench.dispatch().started()).hasSize(1);
            bench.silence();
            rescuer.rescueOnce();
        }

        assertThat(bench.build(build.id())).satisfies(waiting -> {
            assertThat(waiting.state()).isEqualTo(BuildState.RETRYING);
            assertThat(waiting.tally()).isEqualTo(Tally.NOTHING);
        });
    }

    @Test
    void frees_the_slot_of_an_attempt_that_no_runner_took() {
        var build = dispatched("Nobody is there");
        bench.silence();

        rescuer.rescueOnce();

        assertThat(bench.count("select count(*) from attempt where ended_at is null"))
                .isZero();
        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.RETRYING);
        assertThat(stopOrders()).isZero();
    }

    @Test
    void orders_the_silent_runner_to_end_what_it_may_still_run() {
        var build = dispatched("Write the importer");
        bench.taken(bench.live(build.id()));
        bench.silence();

        rescuer.rescueOnce();

        assertThat(stopOrders()).isEqualTo(1);
    }

    @Test
    void refuses_the_late_result_of_a_lost_attempt_and_shows_it() {
        var build = dispatched("Write the importer");
        var first = bench.live(build.id());
        bench.taken(first);
        bench.silence();
        rescuer.rescueOnce();
        bench.dispatch();
        var second = bench.live(build.id());

        bench.finished(first, null);

        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.DISPATCHED);
        assertThat(bench.live(build.id()).session()).isEqualTo(second.session());
        assertThat(bench.attempt(first.session())).satisfies(late -> {
            assertThat(late.state()).isEqualTo(State.LOST);
            assertThat(late.lateResult()).contains("runner-1 refused", "lost", "succeeded");
        });
        assertThat(bench.count("select count(*) from build_event where type = 'late-result'"))
                .isEqualTo(1);

        bench.finished(second, null);
        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.FINISHED);
    }

    @Test
    void two_rescuers_at_once_rescue_each_attempt_once() throws Exception {
        for (int i = 0; i < 100; i++) {
            bench.queue("Build " + i);
        }
        assertThat(bench.dispatch().started()).hasSize(100);
        bench.silence();
        var other = bench.replica().get(Rescuer.class);
        var together = new CyclicBarrier(2);

        int rescued;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sums = threads.invokeAll(List.of(all(rescuer, together), all(other, together)));
            rescued = sums.get(0).get() + sums.get(1).get();
        }

        assertThat(rescued).isEqualTo(100);
        assertThat(bench.count("select count(*) from attempt where state = 'lost'"))
                .isEqualTo(100);
        assertThat(bench.count("select count(*) from outbox where subject like 'build.lost.%'"))
                .isEqualTo(100);
    }

    private static Callable<Integer> all(Rescuer rescuer, CyclicBarrier together) {
        return () -> {
            together.await();
            int sum = 0;
            for (int found = rescuer.rescueOnce(); found > 0; found = rescuer.rescueOnce()) {
                sum += found;
            }
            return sum;
        };
    }

    private Build dispatched(String title) {
        var build = bench.queue(title);
        assertThat(bench.dispatch().started()).hasSize(1);
        return build;
    }

    private long stopOrders() {
        return bench.count("select count(*) from outbox where subject = 'command.runner-1'");
    }
}
