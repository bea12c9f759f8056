package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see, line by line. */
class OutputTest {
    private final Gateway gateway = Gateway.start();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Caller alice() {
        return new Caller(folder).of(gateway);
    }

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
    void runners_say_how_full_their_hosts_are() {
        gateway.on("GET /api/runners", """
                {"items":[
                 {"runner":"runner-1","pool":"default","slots":3,"used":2,"state":"ready","lastSeen":"2026-11-21T22:29:50Z",
                  "host":{"diskPercent":61,"memoryPercent":84,"loadPercent":140,"full":"memory","fullSince":"2026-11-21T22:10:00Z"}},
                 {"runner":"runner-2","pool":"default","slots":1,"used":0,"state":"ready","lastSeen":"2026-11-21T22:29:50Z","host":null}]}""");

        assertThat(alice().call("runners").out()).isEqualTo("""
                RUNNER    STATE                            SLOTS   DISK  MEMORY   LOAD  POOL     SEEN
                runner-1  memory full, takes nothing more  2 of 3  61 %    84 %  140 %  default  10 s ago
                runner-2  ready                            0 of 1                       default  10 s ago
                """);
    }

    @Test
    void limits_say_whose_until_when_and_what_the_provider_said() {
        gateway.on("GET /api/limits", Samples.LIMITS);

        assertThat(alice().call("limit").out()).isEqualTo("""
                AGENT   ENDS                           MET BY  NOTED       SAID
                claude  in 2 h 45 min (Sun 02:15)      B-42    20 min ago  You've hit your limit · resets 2:15am
                codex   tried again in 15 min (23:45)          1 min ago   Rate limit reached
                `afterhours limit lift AGENT` lets one go on at once.
                """);
    }

    @Test
    void windows_say_how_much_is_used_and_what_follows() {
        gateway.on("GET /api/windows", Samples.WINDOWS);

        assertThat(alice().call("window").out()).isEqualTo("""
                AGENT   WINDOW     USED              KEPT FOR YOU  RESET                                                         SAID
                claude  five-hour  ███████████░ 92%           10%  in 2 h 45 min (Sun 02:15)  the rest is yours, nothing starts  20 min ago
                claude  weekly     ███░░░░░░░░░ 31%           20%  in 2 d 10 h (Tue 10:00)                                       20 min ago
                `afterhours window set AGENT WINDOW --reserve 20` keeps more of one for you.
                """);
        assertThat(alice().call("window", "set", "claude", "weekly", "--used", "40")
                        .err())
                .contains("--resets-at");
    }

    @Test
    void models_say_how_they_do_at_each_kind() {
        gateway.on("GET /api/models", Samples.MODELS);

        assertThat(alice().call("models", "--days", "30").out()).isEqualTo("""
                KIND          MODEL              BUILDS  SUCCESS  RETRIES  HALF IN  90 % IN   COST   EACH
                landing-page  claude-sonnet-4-5      11      76%        2   30 min   46 min  $8.40  $0.84  1 interrupted
                chore         none reported           0        –        0        –        –  $0.00      –  2 interrupted, 3 reports of unknown cost
                Of the last 30 days. Each: what one success cost, with all that was spent beside it.
                """);
        assertThat(gateway.last().target()).isEqualTo("/api/models?days=30");
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

        assertThat(alice().call("add", "Write the Atlas manual").out()).contains("was there already");
    }

    @Test
    void a_policy_is_a_table_of_bands() {
        gateway.on("GET /api/policies/night", Samples.POLICY);

        assertThat(alice().call("policy", "show", "night").out()).isEqualTo("""
                night ✓ counts now  Europe/Berlin
                DAYS       HOURS        SLOTS  WHO MAY START                                               BAND
                every day  22:00–06:00      3  urgent, high, medium up to 6 h                              night
                Mon–Fri    09:00–17:00      1  urgent, high tagged atlas; approved any from 2 h up to 8 h  work
                quiet       soft: Sat, Sun 12:00–13:00
                """);
    }

    @Test
    void without_a_name_the_policy_that_counts_is_shown() {
        gateway.on("GET /api/control", Samples.CONTROL).on("GET /api/policies/night", Samples.POLICY);

        assertThat(alice().call("policy", "show").out()).startsWith("night ✓ counts now");
    }

    @Test
    void a_preview_says_what_a_policy_would_do_and_what_is_probably_not_meant() {
        gateway.on("GET /api/policies/night", Samples.POLICY).on("POST /api/policies/night/preview", Samples.PREVIEW);

        assertThat(alice().call("policy", "preview", "night").out()).isEqualTo("""
                night instead of saver, for 12 of 12 builds that wait
                start now   3, instead of 1
                sooner      2
                later       1
                never       0
                as before   9
                ID    BEFORE     AFTER  TITLE                     WHY NOT NOW
                B-42  Sun 10:00  23:30  Speed up the search page  start
                ! gap  bands  Nothing starts at these times: no band is open.
                    Monday to Friday 17:00-18:00
                """);
    }

    @Test
    void a_context_says_by_what_it_is_known_and_what_it_means() {
        gateway.on("GET /api/context", Samples.CONTEXT);

        assertThat(alice().call("context").out()).isEqualTo("""
                gym until in 1 h (Sun 00:30), as you said
                goes first  analysis, fitness
                risk        up to medium
                last seen   50 s ago (23:29)
                then        sleeping in 1 h (Sun 00:30)
                """);
    }

    @Test
    void progress_has_a_bar_for_each_session() {
        gateway.on("GET /api/progress", "{\"items\":[" + Samples.SESSION + "]}")
                .on("GET /api/progress/a-77-2", Samples.SESSION);

        assertThat(alice().call("progress").out()).isEqualTo("""
                SESSION  AGENT   BUILD  PROGRESS          DOES            REPORTED
                a-77-2   claude  B-42   ███████░░░░░ 62%  Index in place  50 s ago
                """);
        assertThat(alice().call("progress", "a-77-2").out()).contains("23:12:00", "10%", "Starting", "Measured");
    }

    @Test
    void what_does_not_get_on_says_so_with_the_evidence() {
        var signals = """
                "signals":[{"kind":"stalled","since":"2026-11-21T22:20:00Z","message":"Index in place",
                "text":"Nothing was heard for more than 4 min: 95 of 100 updates of page come within 4 min (of 812 seen)."}],""";
        gateway.on(
                        "GET /api/progress",
                        "{\"items\":[" + Samples.SESSION.replace("\"recent\"", signals + "\"recent\"") + "]}")
                .on("GET /api/progress/a-77-2", Samples.SESSION.replace("\"recent\"", signals + "\"recent\""))
                .on("GET /api/builds/B-42", Samples.RUNNING.replace("\"progress\":{", "\"progress\":{" + signals));

        assertThat(alice().call("progress").out()).contains("Nothing was heard for more than 4 min");
        assertThat(alice().call("progress", "a-77-2").out())
                .contains("stalled", "95 of 100 updates of page", "Last: Index in place");
        assertThat(alice().call("show", "B-42").out()).contains("◌ stalled", "since 23:20", "(of 812 seen)");
    }

    @Test
    void the_org_chart_has_a_bar_for_whatever_an_agent_is_at() {
        gateway.on("GET /api/agents", """
                        {"items":[{"agent":"nightwatch","lastSeen":null,"removedAt":null},
                                  {"agent":"gone","removedAt":"2026-11-20T22:00:00Z"}]}""")
                .on("GET /api/builds", "{\"items\":[" + Samples.RUNNING + "]}")
                .on("GET /api/progress", "{\"items\":[" + Samples.SESSION + "," + """
                        {"session":"s-9","agent":"tidy","task":"Sweep branches","state":"Working","percent":75}]}""");

        assertThat(alice().call("agents", "--chart").out()).isEqualTo("""
                you
                ├─ claude  1 build
                │  └─ B-42  ● running  ███████░░░░░ 62%  Speed up the Atlas search page, ends about 23:42
                ├─ nightwatch  idle, not heard yet
                └─ tidy  1 session
                   └─ s-9  Working  █████████░░░ 75%  Sweep branches
                """);
    }

    @Test
    void budgets_say_what_happens_at_the_limit() {
        gateway.on("GET /api/budgets", """
                {"items":[{"name":"day","limit":"20","spent":"4.2","percent":21,"state":"ok","hard":true,
                  "periodStart":"2026-11-20T23:00:00Z","periodEnd":"2026-11-21T23:00:00Z"},
                 {"name":"growth","scope":{"tag":"growth"},"limit":"5","spent":"0","percent":0,"state":"ok","hard":false,
                  "periodStart":"2026-11-20T23:00:00Z","periodEnd":"2026-11-21T23:00:00Z"},
                 {"name":"importer","scope":{"build":"B-42"},"limit":"2","spent":"1","percent":50,"state":"ok","hard":true,
                  "periodStart":"1970-01-01T00:00:00Z"}]}""").on("GET /api/reservations", """
                {"items":[{"budget":"day","reserved":"1.5"},{"budget":"growth","reserved":"0"}]}""");

        assertThat(alice().call("budget").out()).isEqualTo("""
                BUDGET    FOR         SPENT  RESERVED   LIMIT  USED              AT THE LIMIT    BEGINS ANEW
                day       everything  $4.20     $1.50  $20.00  ██░░░░░░░░░░ 21%  nothing starts  in 30 min (Sun 00:00)
                growth    tag growth  $0.00     $0.00   $5.00  ░░░░░░░░░░░░ 0%   you are warned  in 30 min (Sun 00:00)
                importer  build B-42  $1.00             $2.00  ██████░░░░░░ 50%  it is stopped   never
                """);
    }

    @Test
    void what_is_exempt_from_a_budget_is_listed_added_and_removed() {
        gateway.on("GET /api/budgets", """
                {"items":[{"name":"day","limit":"20","spent":"4.2","percent":21,"state":"ok","hard":true,
                  "exempt":[{"priority":"urgent"},{"tag":"growth"}],
                  "periodStart":"2026-11-20T23:00:00Z","periodEnd":"2026-11-21T23:00:00Z"},
                 {"name":"importer","scope":{"build":"B-42"},"limit":"2","spent":"1","percent":50,"state":"ok","hard":true,
                  "exempt":[],"periodStart":"1970-01-01T00:00:00Z"}]}""")
                .on("GET /api/reservations", "{\"items\":[]}")
                .on("PUT /api/budgets/day/exempt/build/B-42", "{\"name\":\"day\",\"exempt\":[{\"build\":\"B-42\"}]}")
                .on("DELETE /api/budgets/day/exempt/tag/front page", "{\"name\":\"day\",\"exempt\":[]}");

        assertThat(alice().call("budget").out()).isEqualTo("""
                BUDGET    FOR         SPENT  RESERVED   LIMIT  USED              AT THE LIMIT    BEGINS ANEW
                day       everything  $4.20            $20.00  ██░░░░░░░░░░ 21%  nothing starts  in 30 min (Sun 00:00)
                importer  build B-42  $1.00             $2.00  ██████░░░░░░ 50%  it is stopped   never
                Exempt from the budget day: priority urgent, tag growth.
                """);
        assertThat(alice().call("budget", "exempt", "day").out())
                .isEqualTo("Exempt from the budget day: priority urgent, tag growth.\n");
        assertThat(alice().call("budget", "exempt", "importer").out())
                .isEqualTo("Nothing is exempt from the budget importer.\n");
        assertThat(alice().call("budget", "exempt", "day", "--build", "B-42").out())
                .isEqualTo("Exempt from the budget day: build B-42.\n");
        assertThat(alice().call("budget", "exempt", "day", "--tag", "front page", "--remove")
                        .out())
                .isEqualTo("Nothing is exempt from the budget day.\n");
        assertThat(alice().call("budget", "exempt", "day", "--remove").exitCode())
                .isEqualTo(2);
    }

    @Test
    void costs_of_any_days_come_with_what_is_worth_knowing_beside_them() {
        gateway.on("GET /api/costs/range", """
                {"period":"range","firstDay":"2026-11-01","lastDay":"2026-11-07","total":"12.5","unknownCalls":2,
                 "asOf":"2026-11-21T22:29:00Z","rows":[{"key":"B-42","cost":"12.5","calls":12}],
                 "figures":{"finishedBuilds":5,"perFinishedBuild":"2.1","failedWork":"0.75","cacheSaving":"31.2","covered":"0.00"}}""");

        assertThat(alice().call("cost", "--from", "2026-11-01", "--to", "2026-11-07", "--by", "build")
                        .out())
                .startsWith("spent  $12.50  2026-11-01 to 2026-11-07  as of 23:29\n")
                .contains(
                        "per finished build  $2.10 (5 finished)",
                        "failed work  $0.75",
                        "saved by caches  $31.20",
                        "2 reports of unknown cost not in these sums. Look at: afterhours price fill --list")
                .doesNotContain("subscriptions");
        assertThat(gateway.last().target()).isEqualTo("/api/costs/range?by=build&from=2026-11-01&to=2026-11-07");
    }

    @Test
    void prices_are_those_of_today_and_a_set_one_keeps_the_others() {
        gateway.on("GET /api/prices", Samples.PRICES)
                .on("PUT /api/prices/claude-sonnet-5-5", "{\"model\":\"claude-sonnet-5-5\",\"version\":3}");

        assertThat(alice().call("price", "list", "sonnet").out())
                .contains("claude-sonnet-5-5", "0.1", "bundled")
                .doesNotContain("0.2", "gpt-5.5");
        assertThat(alice().call(
                                "price",
                                "set",
                                "claude-sonnet-5-5",
                                "--input",
                                "3",
                                "--output",
                                "12.50",
                                "--from",
                                "2026-12-01",
                                "--note",
                                "announced")
                        .out())
                .isEqualTo(
                        "claude-sonnet-5-5 costs 3 in, 12.50 out from 2026-12-01 (version 3). What is booked stays as it is.\n");
        assertThat(gateway.last().body().replaceAll("\\s", "")).isEqualTo("""
                        {"provider":"anthropic","aliases":["claude-sonnet-5.5"],"prices":[{"input":2,"output":10,"cacheRead":0.2},
                        {"from":"2026-10-07","input":2,"output":10,"cacheRead":0.1},{"from":"2026-12-01","input":3,"output":12.50}],
                        "version":2,"note":"announced"}""".replaceAll("\\s", ""));
    }

    @Test
    void an_import_shows_what_would_change_and_says_how_to_do_it() throws IOException {
        var file = Files.writeString(folder.resolve("list.json"), "{}");
        gateway.on("POST /api/prices/import", """
                {"source":"LiteLLM","from":"2026-11-21","unchanged":61,"skipped":[{"name":"x","reason":"y"}],
                 "changes":[{"model":"gpt-5.5","before":{"input":5,"output":30},"after":{"from":"2026-11-21","input":4,"output":30}}]}""");

        assertThat(alice().call("price", "import", file.toString()).out())
                .contains("gpt-5.5", "5 in, 30 out", "4 in, 30 out from 2026-11-21")
                .endsWith("1 would change, 61 are as they were, 1 not taken.\nTo change them: add --apply\n");
        assertThat(gateway.last().target()).isEqualTo("/api/prices/import");
        alice().call("price", "import", file.toString(), "--apply", "--from", "2026-11-01");
        assertThat(gateway.last().target()).isEqualTo("/api/prices/import?from=2026-11-01&apply=true");
        alice().call("price", "import", file.toString(), "--apply", "--except", "gpt-5.5", "--except", "o3");
        assertThat(gateway.last().target()).isEqualTo("/api/prices/import?apply=true&except=gpt-5.5&except=o3");
    }

    @Test
    void costs_are_written_for_a_spreadsheet() {
        gateway.on("GET /api/costs/month/csv", 200, "text/csv", "day,cost_usd\r\n2026-11-21,1.50\r\n");

        assertThat(alice().call("cost", "month", "--by", "day", "--csv").out())
                .isEqualTo("day,cost_usd\n2026-11-21,1.50\n");
    }

    @Test
    void days_need_a_first_one_and_no_period() {
        assertThat(alice().call("cost", "--to", "2026-11-07").err()).contains("--to needs the first day.");
        assertThat(alice().call("cost", "week", "--from", "2026-11-07").err())
                .contains("A period and days cannot both be asked for.");
    }

    @Test
    void a_budget_is_set_for_a_tag_and_only_for_one_thing() {
        gateway.on("PUT /api/budgets/growth", "{\"name\":\"growth\",\"limit\":\"5\"}");

        alice().call("budget", "set", "growth", "5", "--tag", "growth", "--period", "week", "--soft");

        assertThat(gateway.last().body())
                .contains(
                        "\"limit\"",
                        "\"scope\"",
                        "\"tag\"",
                        "\"growth\"",
                        "\"period\"",
                        "\"week\"",
                        "\"hard\"",
                        "false");
        assertThat(alice().call("budget", "set", "growth", "5", "--tag", "growth", "--agent", "claude")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void the_forecast_says_how_each_period_ends_and_when_its_budget_is_dry() {
        gateway.on("GET /api/forecast", Samples.FORECAST);

        assertThat(alice().call("forecast").out()).isEqualTo("""
                              SPENT  QUEUED   USUAL  ENDS AT  8 OF 10 WITHIN       BUDGET
                today        $15.20   $2.00   $2.20   $19.40  $17.10 to $22.05     $20.00  dry at 23:40 at this pace
                this week   $104.20   $3.50   $6.30  $114.00  $110.00 to $118.00  $100.00  spent
                this month  $200.00   $3.50  $47.50  $251.00  $230.00 to $272.00  $400.00
                Queued: 5 builds, $3.50 in all. Not in it: 2 that wait for a person or come up too late to say when ($0.80), 140 further back.
                Of 12 earlier days, 10 ended within the range; p50 was off by 14 %.
                """);
    }

    @Test
    void costs_are_split() {
        gateway.on("GET /api/costs/week", """
                {"period":"week","from":"2026-11-15T23:00:00Z","to":"2026-11-22T23:00:00Z","total":"104.205","asOf":"2026-11-21T22:29:00Z",
                 "rows":[{"key":"claude-sonnet-4-5","cost":"104.2","calls":12,"inputTokens":12500,"outputTokens":8300},
                         {"key":"borealis-1","cost":null,"calls":3,"inputTokens":1,"outputTokens":2}]}""");

        assertThat(alice().call("week").out())
                .startsWith("week  $104.21  since Mon 00:00  as of 23:29\n")
                .contains("claude-sonnet-4-5  $104.20     12  12500    8300", "borealis-1         unknown");
        assertThat(gateway.last().target()).isEqualTo("/api/costs/week?by=model");
    }
}
