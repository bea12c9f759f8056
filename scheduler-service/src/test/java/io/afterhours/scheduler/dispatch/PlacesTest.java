package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.BuildView;
import io.afterhours.scheduler.queue.BuildViews;
import io.afterhours.scheduler.queue.QueueResource;
import io.afterhours.scheduler.queue.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Why a build waits, and how many go before it; it is Saturday 21 November 2026, 20:00 UTC. */
class PlacesTest {
    private final Workbench bench = Workbench.open(3);

    @Test
    void a_build_that_waits_for_hours_is_told_the_slots_and_when_its_turn_should_come() {
        policy("{\"name\":\"night\",\"from\":\"22:00\",\"to\":\"06:00\",\"slots\":3}");
        for (int i = 0; i < 4; i++) {
            bench.queue("Ahead " + i);
        }
        var build = bench.queue("Mine");

        assertThat(why(build))
                .isEqualTo(
                        "Waits: no band of the policy is open; next start today 22:00 in one of 3 slots; 4 builds are ahead, so about"
                                + " today 22:35.");
    }

    @Test
    void builds_behind_it_and_builds_that_start_at_other_hours_are_not_ahead() {
        policy("""
                {"name":"night","from":"22:00","to":"06:00","slots":1,"priorities":["high","medium"]},
                {"name":"urgent","from":"06:00","to":"22:00","slots":0,"priorities":["urgent"]}""");
        bench.queue(asking("Ahead", Priority.HIGH));
        var build = bench.queue("Mine");
        bench.queue("Behind");
        bench.queue(asking("At other hours", Priority.URGENT));

        assertThat(why(build)).contains("in the only slot; 1 build is ahead, so about today 22:35.");
    }

    @Test
    void a_build_that_waits_for_a_slot_is_told_how_many_go_before_it() {
        policy("{\"name\":\"always\",\"from\":\"00:00\",\"to\":\"24:00\",\"slots\":3}");
        for (int i = 0; i < 5; i++) {
            bench.queue("Ahead " + i);
        }
        var build = bench.queue("Mine");
        bench.dispatch();

        assertThat(why(build))
                .startsWith(
                        "Waits: all 3 slots are taken by B-1, B-2, B-3; next one free about today 20:35; 2 builds are ahead");
    }

    @Test
    void of_builds_that_could_all_start_as_many_are_told_so_as_there_are_slots() {
        policy("{\"name\":\"always\",\"from\":\"00:00\",\"to\":\"24:00\",\"slots\":2}");
        bench.queue("First");
        bench.queue("Second");
        var third = bench.queue("Third");
        var builds = waiting();

        assertThat(listed(builds))
                .isEqualTo(builds.stream().map(this::why).toList())
                .startsWith("Starts now.", "Starts now.")
                .last(STRING)
                .startsWith("Waits: all 2 slots are taken by B-1, B-2; next one free about today 20:35");

        bench.dispatch();

        assertThat(why(third)).startsWith("Waits: all 2 slots are taken by B-1, B-2; next one free about today 20:35");
    }

    @Test
    void of_builds_in_one_workspace_that_could_all_start_the_first_is_told_so_and_what_works_elsewhere() {
        policy("{\"name\":\"always\",\"from\":\"00:00\",\"to\":\"24:00\",\"slots\":2}");
        bench.queue(asking("First", Priority.MEDIUM, "/repo"));
        bench.queue(asking("Second", Priority.MEDIUM, "/repo"));
        bench.queue(asking("Elsewhere", Priority.MEDIUM, "/other"));
        var builds = waiting();

        assertThat(listed(builds))
                .isEqualTo(builds.stream().map(this::why).toList())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("Starts now."),
                        second -> assertThat(second).startsWith("Waits: B-1").contains("/repo"),
                        elsewhere -> assertThat(elsewhere).isEqualTo("Starts now."));
    }

    @Test
    void of_very_many_ahead_the_count_ends_at_a_thousand() {
        policy("{\"name\":\"night\",\"from\":\"22:00\",\"to\":\"06:00\",\"slots\":3}");
        fill(1_500);
        var build = bench.queue("Mine");

        assertThat(why(build)).endsWith("in one of 3 slots; more than 1,000 builds are ahead.");
    }

    /** Builds of a minute that go before whatever is queued here. */
    private void fill(int builds) {
        bench.jdbi().useHandle(handle -> handle.execute("""
                insert into build (title, prompt, priority, category, kind, impact, effort, approval, score, created_at,
                  created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                select 'Build ' || n, 'Build ' || n, 'medium', 'other', 'other', 5, interval '1 hour', 'not-needed',
                  1000000, now(), 'test', 1, 2, 0, 0, 'test'
                from generate_series(1, ?) n""", builds));
    }

    @Test
    void in_a_list_each_build_is_told_its_place_in_the_words_it_is_told_alone() {
        policy("""
                {"name":"night","from":"22:00","to":"06:00","slots":2,"priorities":["high","medium"]},
                {"name":"urgent","from":"06:00","to":"22:00","slots":1,"priorities":["urgent"]}""");
        bench.queue(asking("Goes first", Priority.HIGH));
        for (int i = 0; i < 5; i++) {
            bench.queue("Mine " + i);
        }
        bench.queue(asking("At other hours", Priority.URGENT));
        bench.queue(asking("At other hours too", Priority.URGENT));
        bench.queue(asking("Waits for a person", Priority.LOW));
        var builds = waiting();

        assertThat(listed(builds))
                .isEqualTo(builds.stream().map(this::why).toList())
                .anyMatch(each -> each.endsWith("in one of 2 slots; 5 builds are ahead, so about today 23:10."));
    }

    @Test
    void in_a_list_of_very_many_the_count_ends_at_a_hundred() {
        policy("{\"name\":\"night\",\"from\":\"22:00\",\"to\":\"06:00\",\"slots\":3}");
        fill(150);
        var build = bench.queue("Mine");

        assertThat(listed(List.of(build))).first(STRING).endsWith("in one of 3 slots; more than 100 builds are ahead.");
    }

    @Test
    void builds_that_follow_one_another_should_be_done_one_after_another_as_what_is_next_says() {
        policy("{\"name\":\"night\",\"from\":\"22:00\",\"to\":\"06:00\",\"slots\":1}");
        for (int i = 0; i < 3; i++) {
            bench.queue("Mine " + i);
        }
        var next = bench.get(QueueResource.class).next(10).items();

        assertThat(etas(waiting()))
                .containsExactly(
                        Instant.parse("2026-11-21T22:35:00Z"),
                        Instant.parse("2026-11-21T23:10:00Z"),
                        Instant.parse("2026-11-21T23:45:00Z"))
                .isEqualTo(next.stream()
                        .map(each ->
                                Objects.requireNonNull(each.expectedStart()).plus(Duration.ofMinutes(35)))
                        .toList());
    }

    @Test
    void what_is_next_knows_a_build_that_was_queued_a_moment_ago() {
        bench.queue("First");
        bench.get(QueueResource.class).next(10);
        bench.queue("Second");

        assertThat(bench.get(QueueResource.class).next(10).items())
                .extracting(QueueResource.Next::title)
                .containsExactly("First", "Second");
    }

    @Test
    void a_build_further_back_than_is_looked_ahead_and_one_that_waits_for_a_person_have_no_time() {
        fill(200);
        var behind = bench.queue("Far behind");
        var asks = bench.queue(asking("Waits for a person", Priority.LOW));

        assertThat(etas(List.of(behind, asks))).containsOnlyNulls();
        assertThat(etas(waiting())).startsWith(Instant.parse("2026-11-21T20:01:00Z"));
    }

    @Test
    void a_build_that_may_start_has_a_time_however_many_wait_for_a_person_before_it() {
        bench.waitForConsent(250);
        var build = bench.queue("Mine");

        assertThat(etas(List.of(build))).containsExactly(bench.clock().instant().plus(Duration.ofMinutes(35)));
        assertThat(bench.get(QueueResource.class).next(10).items())
                .first()
                .extracting(QueueResource.Next::build)
                .isEqualTo(build.id().toString());
    }

    @Test
    void a_build_that_waits_for_a_person_has_no_place() {
        bench.queue("Ahead");
        var build = bench.queue(asking("Mine", Priority.LOW));

        assertThat(why(build)).startsWith("Needs your approval").doesNotContain("ahead");
    }

    private List<Build> waiting() {
        return bench.jdbi().inTransaction(tx -> bench.get(BuildStore.class).waiting(tx, 200));
    }

    private List<String> listed(List<Build> builds) {
        return bench.jdbi().inTransaction(tx -> bench.get(Verdicts.class).of(tx, builds)).stream()
                .map(Verdicts.View::text)
                .toList();
    }

    private List<@Nullable Instant> etas(List<Build> builds) {
        var etas = new ArrayList<@Nullable Instant>();
        bench.jdbi().inTransaction(tx -> bench.get(BuildViews.class).many(tx, builds)).stream()
                .map(BuildView::eta)
                .forEach(etas::add);
        return etas;
    }

    private String why(Build build) {
        return bench.jdbi()
                .inTransaction(tx -> bench.get(Verdicts.class)
                        .of(tx, bench.build(build.id()))
                        .text());
    }

    private void policy(String bands) {
        bench.jdbi()
                .useHandle(handle -> handle.execute(
                        "update policy set body = ?",
                        "{\"name\":\"always\",\"zone\":\"UTC\",\"bands\":[" + bands + "]}"));
    }

    private static BuildRequested asking(String title, Priority priority) {
        return asking(title, priority, null);
    }

    private static BuildRequested asking(String title, Priority priority, @Nullable String workspace) {
        return new BuildRequested(
                title,
                title,
                priority,
                Category.OTHER,
                "other",
                5,
                Duration.ofHours(1),
                List.of(),
                List.of(),
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
