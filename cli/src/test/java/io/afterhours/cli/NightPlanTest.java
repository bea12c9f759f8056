package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NightPlanTest extends CommandTest {
    /** A night without builds, and what is left. */
    private static final String EMPTY = """
            {"from":"2026-11-21T21:55:00Z","until":"2026-11-22T05:00:00Z","builds":[],"left":[%s],"more":0}""";

    @Test
    void builds_stand_in_their_slots_with_a_tail_and_what_does_not_fit_says_why() {
        gateway.on("GET /api/queue/plan", Samples.NIGHT_PLAN);

        var out = alice().call("queue", "plan").out();

        assertThat(out)
                .contains("The night: 5 builds", "about 2 h 45 min of work, at most $4.10", "Not in the plan: 1 build")
                .contains("███████░░░░░░░····", "B-46", "Waits: it may take 9 h.")
                .contains("B-44: It would end about today 23:25, after its deadline today 23:00.")
                .contains("Back Atlas up together with B-47, B-48")
                .contains("B-44  #1", "Last change: first B-44 by cli")
                .containsPattern("meeting +23:00 to 23:30 +Release")
                .contains("and 140 more wait, which were not looked at");
    }

    @Test
    void that_nothing_fits_is_said_where_something_waits() {
        gateway.on("GET /api/queue/plan", EMPTY.formatted("{\"build\":\"B-46\",\"text\":\"Waits: it may take 9 h.\"}"));

        assertThat(alice().call("queue", "plan").out()).startsWith("Nothing fits the night");
    }

    @Test
    void where_all_of_it_is_paused_that_is_said_first() {
        gateway.on(
                "GET /api/queue/plan",
                EMPTY.formatted("{\"build\":\"B-46\",\"code\":\"paused\",\"text\":\"Waits: paused.\"}"));

        assertThat(alice().call("queue", "plan").out()).startsWith("Paused: nothing starts");
    }

    @Test
    void of_an_empty_queue_it_is_said_that_nothing_waits() {
        gateway.on("GET /api/queue/plan", EMPTY.formatted(""));

        assertThat(alice().call("queue", "plan").out())
                .startsWith("Nothing waits to start")
                .contains("Add a build with: afterhours add TITLE");
    }

    @Test
    void a_change_carries_its_reason_and_shows_the_plan_as_it_is_then() throws Exception {
        gateway.on("POST /api/queue/plan/B-43/veto", Samples.NIGHT_PLAN)
                .on("POST /api/queue/plan/B-45/before", Samples.NIGHT_PLAN)
                .on("POST /api/queue/plan/undo", Samples.NIGHT_PLAN);
        var alice = alice();

        assertThat(alice.call("queue", "plan", "veto", "B-43", "--note", "not yet")
                        .out())
                .contains("The night: 5 builds");
        assertThat(sent()).isEqualTo(Map.of("note", "not yet"));
        alice.call("queue", "plan", "before", "B-45", "B-44");
        assertThat(sent()).isEqualTo(Map.of("build", "B-44"));
        assertThat(alice.call("queue", "plan", "undo").exitCode()).isZero();
        assertThat(sent()).isEmpty();
    }

    @Test
    void the_last_night_is_held_against_its_plan() {
        gateway.on("GET /api/queue/plan/last", Samples.PAST_NIGHT)
                .on("GET /api/costs/builds", "{\"items\":[{\"build\":\"B-43\",\"cost\":\"1.25\"}]}");

        var out = alice().call("queue", "plan", "--last").out();

        assertThat(out)
                .contains("The night of 2026-11-21: 1 of 2 finished", "at most $4.10")
                .containsPattern("22:55–23:55 +23:00–23:40 +finished +\\$1.25 +B-43")
                .containsPattern("23:25–Sun 00:40 +did not start +queued +B-45");
    }

    private Map<String, Object> sent() throws IOException {
        return Objects.requireNonNull(JSON.std.mapFrom(gateway.last().body()));
    }
}
