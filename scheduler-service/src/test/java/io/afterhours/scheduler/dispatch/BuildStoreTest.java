package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.StaleBuild;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What makes two builds the same, and who of two writers wins. */
class BuildStoreTest {
    private final Workbench bench = Workbench.open(3);
    private final BuildStore store = bench.get(BuildStore.class);

    @Test
    void refuses_a_change_to_a_build_that_has_changed_since_it_was_read() {
        var read = bench.queue("Write the importer");
        move(read, BuildState.CANCELLED);

        assertThatThrownBy(() -> move(read, BuildState.DISPATCHED))
                .isInstanceOf(StaleBuild.class)
                .hasMessage(read.id() + " is no longer in version 1");
        assertThat(bench.build(read.id()).state()).isEqualTo(BuildState.CANCELLED);
    }

    @Test
    void takes_the_same_key_for_the_same_build_even_after_its_end() {
        var first = bench.queue(BuildRequested.titled("Write the importer").withKey("k-1"));
        move(first, BuildState.CANCELLED);

        var again = bench.queue(BuildRequested.titled("Write it once more").withKey("k-1"));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.state()).isEqualTo(BuildState.CANCELLED);
    }

    @Test
    void takes_the_same_kind_and_title_for_the_same_build_while_it_is_queued() {
        var first = bench.queue("Write the importer");

        assertThat(bench.queue("Write the importer").id()).isEqualTo(first.id());

        bench.dispatch();
        assertThat(bench.queue("Write the importer").id()).isNotEqualTo(first.id());
    }

    @Test
    void queues_one_build_when_many_ask_for_the_same_at_once() throws Exception {
        var together = new CyclicBarrier(8);
        Callable<Build> asking = () -> {
            together.await();
            return bench.queue(BuildRequested.titled("Write the importer").withKey("k-1"));
        };

        var ids = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(i -> asking).toList());
            for (var each : asked) {
                ids.add(each.get().id());
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(bench.count("select count(*) from build")).isEqualTo(1);
        assertThat(bench.count("select count(*) from outbox where subject like 'build.queued.%'"))
                .isEqualTo(1);
    }

    @Test
    void dispatches_the_next_in_score_order_as_slots_come_free() {
        var low = bench.queue("Later");
        var builds = List.of(bench.queue("One"), bench.queue("Two"), low);
        assertThat(bench.dispatch().started()).hasSize(3);
        var fourth = bench.queue("Four");

        assertThat(bench.dispatch().started()).isEmpty();
        bench.finished(bench.live(builds.getFirst().id()), null);
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(fourth.id());
    }

    private Build move(Build build, BuildState state) {
        return bench.jdbi()
                .inTransaction(tx -> store.move(tx, build, state, bench.clock().instant()));
    }
}
