package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which builds lie in a lane, in which, and what a pass takes from them. */
class LaneTest {
    private final Workbench bench = Workbench.open(3);

    @Test
    void a_ready_build_lies_in_the_lane_of_its_like() {
        bench.queue("Write the importer");
        bench.queue("Write the exporter");
        bench.queue(asking("Fix the login", Priority.URGENT, null, List.of()));

        assertThat(lanes()).containsExactly(2L, 1L);
    }

    @Test
    void a_build_that_waits_for_a_person_lies_in_no_lane_until_the_person_agrees() {
        var asked = bench.queue(asking("Send the letter", Priority.LOW, null, List.of()));
        assertThat(laneOf(asked)).isNull();

        bench.jdbi().useTransaction(tx -> bench.get(BuildStore.class).approve(tx, asked));

        assertThat(laneOf(asked)).isNotNull();
    }

    @Test
    void a_build_with_an_open_dependency_lies_in_no_lane_until_the_last_one_ended() {
        var first = bench.queue("First");
        var second = bench.queue("Second");
        var last = bench.queue(after("Last", first, second));
        assertThat(laneOf(last)).isNull();

        end(first, BuildState.FINISHED);
        assertThat(laneOf(last)).isNull();
        end(second, BuildState.FINISHED);

        assertThat(laneOf(last)).isNotNull();
    }

    @Test
    void a_dependency_that_failed_holds_unless_the_edge_says_go_on() {
        var first = bench.queue("First");
        var held = bench.queue(after("Held", first));
        var goesOn = bench.queue(asking(
                "Goes on",
                Priority.HIGH,
                null,
                List.of(new Dependency(first.id().toString(), OnFailure.CONTINUE))));

        end(first, BuildState.FAILED);

        assertThat(laneOf(held)).isNull();
        assertThat(laneOf(goesOn)).isNotNull();
    }

    @Test
    void a_dependency_that_is_tried_again_holds_again() {
        var first = bench.queue("First");
        var last = bench.queue(after("Last", first));
        end(first, BuildState.FINISHED);

        end(first, BuildState.QUEUED);

        assertThat(laneOf(last)).isNull();
    }

    @Test
    void two_dependencies_that_end_at_once_let_the_build_go() throws Exception {
        var first = bench.queue("First");
        var second = bench.queue("Second");
        var last = bench.queue(after("Last", first, second));
        var together = new CyclicBarrier(2);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var ended :
                    threads.invokeAll(List.<Callable<Build>>of(ending(first, together), ending(second, together)))) {
                ended.get();
            }
        }

        assertThat(laneOf(last)).isNotNull();
    }

    @Test
    void a_build_whose_time_has_not_come_lies_in_no_lane_until_a_pass_finds_that_it_has() {
        var later = bench.queue(new BuildRequested(
                "Later",
                "Later",
                Priority.HIGH,
                Category.OTHER,
                "other",
                5,
                Duration.ofHours(1),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                bench.clock().instant().plusSeconds(60),
                null));

        var outcome = bench.dispatch();
        assertThat(outcome.started()).isEmpty();
        assertThat(outcome.nextLook()).isEqualTo(bench.clock().instant().plusSeconds(60));

        bench.clock().advance(Duration.ofMinutes(1));
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(later.id());
    }

    @Test
    void a_tag_makes_a_lane_only_when_a_policy_names_it() {
        bench.queue(tagged("First", "ticket-1"));
        bench.queue(tagged("Second", "ticket-2"));
        assertThat(lanes()).containsExactly(2L);

        policyThatStarts("ticket-2");

        assertThat(bench.dispatch().started()).extracting(Build::title).containsExactly("Second");
    }

    @Test
    void builds_that_share_a_workspace_do_not_keep_those_behind_them_from_the_slots() {
        for (int i = 0; i < 400; i++) {
            bench.queue(asking("In one workspace " + i, Priority.URGENT, "/repo", List.of()));
        }
        bench.queue("Elsewhere 1");
        bench.queue("Elsewhere 2");

        assertThat(bench.dispatch().started())
                .extracting(Build::title)
                .containsExactly("In one workspace 0", "Elsewhere 1", "Elsewhere 2");
    }

    @Test
    void the_order_over_all_lanes_is_that_of_the_score() {
        bench.queue(asking("High", Priority.HIGH, null, List.of()));
        bench.queue("Medium");
        bench.queue(asking("Urgent", Priority.URGENT, null, List.of()));
        bench.queue(asking("High too", Priority.HIGH, null, List.of()));

        assertThat(bench.dispatch().started()).extracting(Build::title).containsExactly("Urgent", "High", "High too");
    }

    @Test
    void a_lane_in_which_nothing_waits_is_removed_and_comes_back_when_needed() {
        var build = bench.queue("Write the importer");
        end(build, BuildState.CANCELLED);

        assertThat(bench.get(LaneLoop.class).pruneOnce()).isEqualTo(1);
        bench.queue("Write the exporter");

        assertThat(bench.dispatch().started()).extracting(Build::title).containsExactly("Write the exporter");
    }

    @Test
    void a_build_that_comes_while_its_lane_is_being_removed_lies_in_one_that_is_made_anew() throws Exception {
        end(bench.queue("Write the importer"), BuildState.CANCELLED);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var removing = bench.jdbi().open()) {
            removing.begin();
            assertThat(bench.get(LaneStore.class).prune(removing, 10)).isEqualTo(1);
            var queued = threads.submit(() -> bench.queue("Write the exporter"));
            await().until(() -> bench.count("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'""") == 1);
            removing.commit();

            assertThat(laneOf(queued.get())).isNotNull();
        }
    }

    private Callable<Build> ending(Build build, CyclicBarrier together) {
        return () -> bench.jdbi().inTransaction(tx -> {
            var found = bench.get(BuildStore.class).find(tx, build.id()).orElseThrow();
            together.await();
            return bench.get(BuildStore.class)
                    .move(tx, found, BuildState.FINISHED, bench.clock().instant());
        });
    }

    private void end(Build build, BuildState state) {
        bench.jdbi()
                .useTransaction(tx -> bench.get(BuildStore.class)
                        .move(
                                tx,
                                bench.get(BuildStore.class).find(tx, build.id()).orElseThrow(),
                                state,
                                bench.clock().instant()));
    }

    /** How many builds lie in each lane, most first. */
    private List<Long> lanes() {
        return bench.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from build where lane is not null group by lane order by 1 desc")
                        .mapTo(Long.class)
                        .list());
    }

    private @Nullable Long laneOf(Build build) {
        return bench.jdbi()
                .withHandle(handle -> handle.createQuery("select lane from build where number = :number")
                        .bind("number", build.id().number())
                        .mapTo(Long.class)
                        .one());
    }

    private void policyThatStarts(String tag) {
        bench.jdbi().useHandle(handle -> handle.execute("update policy set body = ?", """
                                {"name":"always","bands":[{"name":"always","from":"00:00","to":"24:00","slots":3,
                                 "priorities":["medium"],"tags":["%s"]}]}""".formatted(tag)));
    }

    private static BuildRequested after(String title, Build... dependencies) {
        return asking(
                title,
                Priority.HIGH,
                null,
                Arrays.stream(dependencies)
                        .map(each -> new Dependency(each.id().toString(), OnFailure.BLOCK))
                        .toList());
    }

    private static BuildRequested tagged(String title, String tag) {
        return new BuildRequested(
                title,
                title,
                Priority.MEDIUM,
                Category.OTHER,
                "other",
                5,
                Duration.ofHours(1),
                List.of(tag),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static BuildRequested asking(
            String title, Priority priority, @Nullable String workspace, List<Dependency> dependsOn) {
        return new BuildRequested(
                title,
                title,
                priority,
                Category.OTHER,
                "other",
                5,
                Duration.ofHours(1),
                List.of(),
                dependsOn,
                List.of(),
                null,
                null,
                workspace,
                null,
                null,
                null,
                null,
                null);
    }
}
