package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people see of the suite and its builds, line by line. */
class OutputTest extends CommandTest {
    private void aNightOfWork() {
        gateway.on("GET /api/control", Samples.CONTROL)
                .on("GET /api/builds", "{\"items\":[" + Samples.RUNNING + "]}")
                .on("GET /api/costs", Samples.COSTS)
                .on("GET /api/escalations", Samples.ESCALATIONS);
    }

    @Test
    void status_shows_mode_running_cost_and_what_needs_you() {
        aNightOfWork();

        assertThat(alice().call("status").out()).isEqualTo("""
                ▶ running · policy night · band night, 22:00 to 06:00 · 1 of 3 slots
                next change in 6 h 30 min (Sun 06:00)

                Running
                ID    STATE      PROGRESS          TITLE                           ENDS ABOUT
                B-42  ● running  ███████░░░░░ 62%  Speed up the Atlas search page  in 12 min (23:42)

                Cost
                              SPENT   BUDGET
                today         $4.20   $20.00  ██░░░░░░░░░░ 21%
                this week   $104.21  $100.00  ████████████ 104% over budget
                this month  < $0.01     none
                The price of 3 calls is not known (borealis-1).

                Needs you
                ▲ E-3  high  Which retry limit?  B-42  claude  blocks 2  12 min ago
                  The API allows both.
                  answer with: afterhours answer E-3 3 | "take over"
                  "3" is taken in 1 h (Sun 00:30)
                  E-2  low  Borealis is over its budget  2 h 30 min ago
                  answered: stop it (until Monday)
                """);
    }

    @Test
    void status_says_where_a_day_of_cost_is_another_than_the_policys() {
        gateway.on("GET /api/control", "{\"mode\":\"running\",\"zone\":\"Asia/Kolkata\"}")
                .on("GET /api/builds", "{\"items\":[]}")
                .on("GET /api/costs", "{\"zone\":\"Asia/Calcutta\"}")
                .on("GET /api/costs", "{\"zone\":\"Europe/Berlin\"}")
                .on("GET /api/escalations", "{\"items\":[]}");

        assertThat(alice().call("status").out()).doesNotContain("afterhours.cost.zone");
        assertThat(alice().call("status").out())
                .contains("Days of cost turn in Europe/Berlin, the policy's hours are those of Asia/Kolkata:"
                        + " for one zone write afterhours.cost.zone=Asia/Kolkata into config/cost.own.properties of the"
                        + " state folder, and start again.\n");
    }

    @Test
    void status_says_which_part_is_down_and_shows_the_others() {
        gateway.on("GET /api/control", Samples.CONTROL)
                .on("GET /api/builds", "{\"items\":[]}")
                .refuse("GET /api/costs", 503, "{\"status\":503,\"detail\":\"cost-service does not answer.\"}")
                .on("GET /api/escalations", "{\"items\":[]}");

        var people = alice().call("status");
        var json = alice().call("status", "--json");

        assertThat(people.exitCode()).isZero();
        assertThat(people.out()).contains("not available: cost-service does not answer.", "Nothing runs.", "Nothing.");
        assertThat(json.out()).contains("\"costs\": null", "\"unavailable\": {", "cost-service does not answer.");
    }

    @Test
    void the_queue_fits_the_terminal() {
        gateway.on("GET /api/builds", Samples.BUILDS);

        var lines = alice().onTerminal(80).set("NO_COLOR", "1").call("queue").out();

        assertThat(lines.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(lines).contains("B-42  ● running", "…", "There are more");
    }

    @Test
    void the_queue_is_whole_where_it_is_piped() {
        gateway.on("GET /api/builds", Samples.BUILDS);

        assertThat(alice().call("queue").out()).isEqualTo("""
                ID    STATE      PRIORITY  TITLE                           WHY
                B-42  ● running  high      Speed up the Atlas search page  ███████░░░░░ 62%  Index in place
                B-43  ○ queued   medium    Write the Atlas manual          Waits: medium priority starts between 22:00 and 06:00.
                There are more: --limit N, or --after 41
                """);
        assertThat(gateway.last().target())
                .isEqualTo(
                        "/api/builds?state=queued%2Cdispatched%2Crunning%2Cverifying%2Cretrying%2Cescalated&limit=50");
    }

    @Test
    void colours_are_for_terminals_alone() {
        gateway.on("GET /api/builds", Samples.BUILDS);

        assertThat(alice().onTerminal(100).call("queue").out()).contains("\u001b[36m● running\u001b[0m");
        assertThat(alice().onTerminal(100).set("NO_COLOR", "1").call("queue").out())
                .doesNotContain("\u001b");
        assertThat(alice().onTerminal(100).set("TERM", "dumb").call("queue").out())
                .doesNotContain("\u001b");
        assertThat(alice().call("queue").out()).doesNotContain("\u001b");
    }

    @Test
    void estimates_say_what_to_expect_and_how_often_that_was_right() {
        gateway.on("GET /api/estimates", Samples.ESTIMATES);

        assertThat(alice().call("estimates").out()).isEqualTo("""
                KIND     BUILDS  HALF IN    90 % IN   COST   90 %  P50 HELD  P90 HELD  FROM
                page         24   30 min  1 h 5 min  $0.42  $0.80      54 %      92 %  history: 24 builds of page
                content       0   20 min     30 min  $0.40  $0.60                      table: content, usual
                Held: of the latest 100 builds, how many stayed within it; 50 % and 90 % should.
                """);
    }

    @Test
    void status_says_which_agents_are_limited() {
        gateway.on(
                        "GET /api/control",
                        Samples.CONTROL.replace(
                                "\"stopped\"",
                                "\"limits\":[{\"agent\":\"claude\",\"until\":\"2026-11-22T01:15:00Z\"}],\"stopped\""))
                .on("GET /api/builds", "{\"items\":[]}")
                .on("GET /api/costs", Samples.COSTS)
                .on("GET /api/escalations", "{\"items\":[]}");

        assertThat(alice().call("status").out()).contains("limited     claude, ends in 2 h 45 min (Sun 02:15)\n");
    }

    @Test
    void batches_say_what_they_should_save_and_what_they_did() {
        gateway.on("GET /api/batches", Samples.BATCHES);

        assertThat(alice().call("batch").out()).isEqualTo("""
                BATCH  STATE     BUILDS            TAKES          SAVES   SAVED  KIND
                G-3    proposed  B-7 B-8 B-9  1 h 12 min  18 min, $0.36          landing-page
                G-2    ended     B-4 B-5          34 min   6 min, $0.12  -4 min  content
                `afterhours batch accept ID` has them go together; `dismiss` leaves them alone.
                """);
    }

    @Test
    void an_empty_queue_says_what_to_do() {
        gateway.on("GET /api/builds", "{\"items\":[]}");

        assertThat(alice().call("queue").out()).contains("afterhours add TITLE");
        assertThat(alice().call("queue", "--tag", "atlas").out()).contains("No build is like that.");
    }

    @Test
    void show_tells_all_of_a_build() {
        gateway.on("GET /api/builds/B-42", Samples.RUNNING);

        assertThat(alice().call("show", "B-42").out()).isEqualTo("""
                B-42  Speed up the Atlas search page
                ● running · high · performance optimization · page · impact 7 · effort 2 h
                verdict     Attempt 2 runs on runner-1 since 23:10.
                progress    ███████░░░░░ 62%  Index in place
                estimate    about 30 min (up to 1 h 5 min), $0.42 (up to $0.80), from the table for page
                cost        $0.31
                queued      4 h 25 min ago (19:05) by alice
                started     20 min ago (23:10)
                ends about  in 12 min (23:42)
                deadline    in 9 h 30 min (Sun 09:00)
                agent       claude
                model       claude-sonnet-4-5
                workspace   /srv/atlas
                accept      npm test
                cap         $2.50
                tags        atlas, search
                depends on  B-41 (or goes on without it)
                key         atlas-search

                Prompt
                  Make the search page of Atlas answer in 200 ms.
                  Measure first.

                Attempts
                #  STATE      STARTED    TOOK  RUNNER    SESSION  OUTCOME
                1  ✗ failed   22:00    12 min  runner-1  a-77-1   verification-failed: npm test ended with 1 (afterwards its runner said: succeeded)
                2  ● running  23:10    20 min  runner-1  a-77-2
                """);
    }

    @Test
    void why_is_one_sentence_and_a_time() {
        gateway.on(
                "GET /api/builds/B-43/verdict",
                "{\"code\":\"band\",\"text\":\"Waits for the night.\",\"until\":\"2026-11-22T21:00:00Z\"}");

        assertThat(alice().call("why", "B-43").out()).isEqualTo("""
                Waits for the night.
                until       in 22 h 30 min (Sun 22:00)
                """);
    }

    @Test
    void add_prints_id_estimate_and_verdict() {
        gateway.on("POST /api/builds", 201, "application/json", Samples.QUEUED);

        assertThat(alice().call("add", "Write the Atlas manual").out()).isEqualTo("""
                B-43  Write the Atlas manual
                estimate    about 20 min (up to 30 min), < $0.01 (up to $0.20), from the table for content
                verdict     Waits: medium priority starts between 22:00 and 06:00.
                """);
    }

    @Test
    void add_says_when_the_build_was_there() {
        gateway.on("POST /api/builds", Samples.QUEUED);

        assertThat(alice().call("add", "Write the Atlas manual").out())
                .contains("was there already")
                .doesNotContain("its own");
    }

    @Test
    void add_says_what_the_build_that_was_there_has_otherwise() {
        gateway.on("POST /api/builds", """
                {"id":"B-7","title":"Tidy up","prompt":"Tidy up","priority":"high","workspace":"/srv/shop","cap":"2.50"}""");

        assertThat(alice().call(
                                "add",
                                "Tidy up",
                                "--prompt",
                                "Tidy up the blog",
                                "--priority",
                                "high",
                                "--cap",
                                "2.5",
                                "--workspace",
                                "/srv/blog")
                        .out())
                .contains(
                        "It keeps its own prompt, workspace: what you gave is not used. For another build give another title.");
    }
}
