package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.Verdicts;
import java.time.Duration;
import java.util.List;
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
    void of_very_many_ahead_the_count_ends_at_a_thousand() {
        policy("{\"name\":\"night\",\"from\":\"22:00\",\"to\":\"06:00\",\"slots\":3}");
        bench.jdbi().useHandle(handle -> handle.execute("""
                insert into build (title, prompt, priority, category, kind, impact, effort, approval, score, created_at,
                  created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                select 'Build ' || n, 'Build ' || n, 'medium', 'other', 'other', 5, interval '1 hour', 'not-needed',
                  1000000, now(), 'test', 1, 2, 0, 0, 'test'
                from generate_series(1, 1500) n"""));
        var build = bench.queue("Mine");

        assertThat(why(build)).endsWith("in one of 3 slots; more than 1,000 builds are ahead.");
    }

    @Test
    void a_build_that_waits_for_a_person_has_no_place() {
        bench.queue("Ahead");
        var build = bench.queue(asking("Mine", Priority.LOW));

        assertThat(why(build)).startsWith("Needs your approval").doesNotContain("ahead");
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
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
