package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.scheduler.runner.PoolStore;
import io.afterhours.scheduler.runner.RunnerStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolKeeperTest {
    private final Workbench bench = Workbench.open(2);

    @Test
    void a_runner_of_another_pool_has_no_slots_for_builds_of_this_one() {
        bench.jdbi().useTransaction(tx -> {
            bench.get(RunnerStore.class)
                    .seen(
                            tx,
                            Workbench.RUNNER,
                            new RunnerReported("gpu", 2, 0, "ready", List.of(), List.of("shell"), "test"));
            tx.execute("update runner set last_seen = clock_timestamp() + interval '1 day'");
        });
        bench.queue("Write the importer");

        assertThat(bench.dispatch().started()).isEmpty();
    }

    @Test
    void asks_once_and_sends_nothing_more_when_three_times_in_a_row_nothing_was_taken() {
        bench.queue("Write the importer");
        bench.queue("Write the exporter");
        for (int i = 0; i < 3; i++) {
            assertThat(questions()).isZero();
            assertThat(untaken()).as("both at once count once").isEqualTo(2);
        }

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(questions()).isEqualTo(1);
        assertThat(bench.count("select count(*) from build where losses > 0")).isZero();
    }

    @Test
    void goes_on_when_a_runner_of_the_pool_is_heard_anew() {
        hold();

        bench.jdbi().useTransaction(tx -> bench.get(PoolKeeper.class).heard(tx, "gpu", "runner-7"));
        assertThat(bench.dispatch().started()).isEmpty();
        bench.jdbi().useTransaction(tx -> bench.get(PoolKeeper.class).heard(tx, PoolStore.DEFAULT, "runner-2"));

        assertThat(questions()).isZero();
        assertThat(bench.dispatch().started()).hasSize(1);
    }

    @Test
    void goes_on_when_the_person_says_so_and_asks_again_when_it_was_in_vain() {
        hold();

        bench.jdbi()
                .useTransaction(tx -> bench.get(PoolStore.class)
                        .releaseAsked(tx, bench.count("select number from escalation where state = 'open'")));
        bench.jdbi().useHandle(handle -> handle.execute("update escalation set state = 'answered'"));
        for (int i = 0; i < 3; i++) {
            assertThat(untaken()).isEqualTo(1);
        }

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void begins_to_count_again_when_a_runner_takes_something() {
        var build = bench.queue("Write the importer");
        untaken();
        untaken();
        bench.dispatch();
        bench.taken(bench.live(build.id()));
        bench.clock().advance(Duration.ofMinutes(1));
        bench.silence();
        bench.get(Rescuer.class).rescueOnce();

        assertThat(untaken()).isEqualTo(1);
        assertThat(questions()).isZero();
    }

    private void hold() {
        bench.queue("Write the importer");
        for (int i = 0; i < 3; i++) {
            assertThat(untaken()).isEqualTo(1);
        }
        assertThat(questions()).isEqualTo(1);
    }

    /** Starts what may start, and nobody takes it; returns how many those were. */
    private int untaken() {
        bench.clock().advance(Duration.ofMinutes(1));
        var started = bench.dispatch().started().size();
        bench.clock().advance(Duration.ofMinutes(1));
        bench.silence();
        assertThat(bench.get(Rescuer.class).rescueOnce()).isEqualTo(started);
        return started;
    }

    private long questions() {
        return bench.count(
                "select count(*) from escalation where title = 'No runner takes builds of pool default' and state = 'open'");
    }
}
