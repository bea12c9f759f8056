package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people see of money, line by line: budgets, costs, prices, limits and what models cost. */
class MoneyOutputTest extends CommandTest {
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
                 "figures":{"finishedBuilds":5,"perFinishedBuild":"2.1","failedWork":"0.75","silence":"0.4",
                 "cacheSaving":"31.2","covered":"0.00"}}""");

        assertThat(alice().call("cost", "--from", "2026-11-01", "--to", "2026-11-07", "--by", "build")
                        .out())
                .startsWith("spent  $12.50  2026-11-01 to 2026-11-07  as of 23:29\n")
                .contains(
                        "per finished build  $2.10 (5 finished)",
                        "failed work  $0.75",
                        "cost of silence  $0.40 while state and percent stood still",
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
                .isEqualTo("""
                        claude-sonnet-5-5 costs 3 in, 12.50 out from 2026-12-01 (version 3). What is booked stays as it is.
                        changed  input 2 → 3, output 10 → 12.50
                        as before  cache read 0.1
                        """);
        assertThat(gateway.last().body().replaceAll("\\s", "")).isEqualTo("""
                        {"provider":"anthropic","aliases":["claude-sonnet-5.5"],"prices":[{"input":2,"output":10,"cacheRead":0.2},
                        {"from":"2026-10-07","input":2,"output":10,"cacheRead":0.1},{"from":"2026-12-01","input":3,"output":12.50,"cacheRead":0.1}],
                        "version":2,"note":"announced"}""".replaceAll("\\s", ""));
    }

    @Test
    void a_price_that_is_set_keeps_every_rate_that_is_not_given() {
        gateway.on("GET /api/prices", """
                        {"models":[{"model":"claude-sonnet-4-5","provider":"anthropic","aliases":[],"version":1,"prices":[
                         {"from":null,"input":3,"output":15,"cacheRead":0.3,"cacheWrite":3.75,"cacheWrite1h":6,
                          "longContext":{"above":200000,"input":6,"output":22.5,"cacheRead":0.6},
                          "tiers":{"batch":{"input":1.5,"output":7.5}}}]}]}""")
                .on("PUT /api/prices/claude-sonnet-4-5", "{\"model\":\"claude-sonnet-4-5\",\"version\":2}");

        assertThat(alice().call("price", "set", "claude-sonnet-4-5", "--input", "2.5", "--from", "2026-12-01")
                        .out())
                .isEqualTo("""
                        claude-sonnet-4-5 costs 2.5 in, 15 out from 2026-12-01 (version 2). What is booked stays as it is.
                        changed  input 3 → 2.5
                        as before  output 15, cache read 0.3, cache write 3.75, cache write 1 h 6, prompts over 200000 tokens 6 in, \
                        22.5 out, batch 1.5 in, 7.5 out
                        """);
        assertThat(lastBody()).contains("""
                {"from":"2026-12-01","input":2.5,"output":15,"cacheRead":0.3,"cacheWrite":3.75,"cacheWrite1h":6,\
                "longContext":{"above":200000,"input":6,"output":22.5,"cacheRead":0.6},"tiers":{"batch":{"input":1.5,"output":7.5}}}""");
        assertThat(alice().call("price", "set", "claude-sonnet-4-5", "--long-input", "5", "--long-cache-read", "0.5")
                        .out())
                .contains("changed  long prompts' input 6 → 5, long prompts' cache read 0.6 → 0.5");
        assertThat(lastBody()).contains("""
                {"from":"2026-11-21","input":3,"output":15,"cacheRead":0.3,"cacheWrite":3.75,"cacheWrite1h":6,\
                "longContext":{"above":200000,"input":5,"output":22.5,"cacheRead":0.5},"tiers":{"batch":{"input":1.5,"output":7.5}}}""");
    }

    @Test
    void a_price_without_a_day_holds_from_today_and_leaves_those_before_as_they_were() {
        gateway.on("GET /api/prices", Samples.PRICES)
                .on("PUT /api/prices/claude-sonnet-5-5", "{\"model\":\"claude-sonnet-5-5\",\"version\":3}")
                .on("PUT /api/prices/o9", "{\"model\":\"o9\",\"version\":1}");

        assertThat(alice().call("price", "set", "claude-sonnet-5-5", "--input", "3")
                        .out())
                .isEqualTo("""
                claude-sonnet-5-5 costs 3 in, 10 out from 2026-11-21, today (version 3). What is booked stays as it is.
                changed  input 2 → 3
                as before  output 10, cache read 0.1
                """);
        assertThat(lastBody()).contains("""
                "prices":[{"input":2,"output":10,"cacheRead":0.2},{"from":"2026-10-07","input":2,"output":10,"cacheRead":0.1},\
                {"from":"2026-11-21","input":3,"output":10,"cacheRead":0.1}]""");

        assertThat(alice().call("price", "set", "claude-sonnet-5-5", "--input", "3", "--from", "beginning")
                        .out())
                .isEqualTo("""
                claude-sonnet-5-5 costs 3 in, 10 out since it exists (version 3). What is booked stays as it is.
                changed  input 2 → 3
                as before  output 10, cache read 0.2
                then  2 in, 10 out from 2026-10-07
                """);
        assertThat(lastBody())
                .contains("\"prices\":[{\"from\":\"2026-10-07\",\"input\":2,\"output\":10,\"cacheRead\":0.1},"
                        + "{\"input\":3,\"output\":10,\"cacheRead\":0.2}]");

        assertThat(alice().call("price", "set", "o9", "--input", "1", "--output", "2")
                        .out())
                .isEqualTo("o9 costs 1 in, 2 out since it exists (version 1). What is booked stays as it is.\n");
        assertThat(lastBody()).contains("\"prices\":[{\"input\":1,\"output\":2}]");
    }

    @Test
    void a_model_without_a_price_needs_both_rates() {
        gateway.on("GET /api/prices", Samples.PRICES);

        var refused = alice().call("price", "set", "o9", "--cache-read", "1");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("o9 has no price to start from.", "Give --input and --output.");
        assertThat(alice().call("price", "set", "claude-sonnet-5-5", "--long-input", "5")
                        .err())
                .contains("Give --long-above, --long-input and --long-output.");
    }

    private String lastBody() {
        return gateway.last().body().replaceAll("\\s", "");
    }

    @Test
    void an_import_shows_what_would_change_and_says_how_to_do_it() throws IOException {
        var file = Files.writeString(folder.resolve("list.json"), "{}");
        gateway.on("POST /api/prices/import", """
                {"source":"LiteLLM","from":"2026-11-21","unchanged":61,"skipped":[{"name":"x","reason":"y"}],
                 "changes":[{"model":"gpt-5.5","before":{"input":5,"output":30,"cacheRead":0.5,"longContext":{"above":272000,"input":10,"output":45}},
                   "after":{"from":"2026-11-21","input":4,"output":30,"longContext":{"above":272000,"input":8,"output":45},"tiers":{"batch":{"input":2,"output":15}}}}]}""");

        assertThat(alice().call("price", "import", file.toString()).out())
                .contains("gpt-5.5", "5 in, 30 out", "4 in, 30 out from 2026-11-21")
                .contains("cache read 0.5 → –, long prompts' input 10 → 8, batch's input – → 2, batch's output – → 15")
                .endsWith("1 would change, 61 are as they were, 1 not taken.\n  x: y\nTo change them: add --apply\n");
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
    void a_budget_for_a_build_that_is_not_there_is_refused_by_its_id_and_so_is_an_exemption() {
        gateway.refuse("PUT /api/budgets/typo", 400, notThere("scope.build"))
                .refuse("PUT /api/budgets/day/exempt/build/B-999999", 400, notThere("exempt.build"));

        for (var call : List.of("budget set typo 5 --build B-999999", "budget exempt day --build B-999999")) {
            var outcome = alice().call(call.split(" "));

            assertThat(outcome.exitCode()).as(call).isEqualTo(2);
            assertThat(outcome.err()).contains(".build: expected the id of a build there is, was \"B-999999\"");
        }
    }

    private static String notThere(String field) {
        return """
                {"type":"/problems/invalid","title":"invalid","status":400,"detail":"not there",
                 "errors":[{"field":"%s","expected":"the id of a build there is","was":"B-999999"}]}""".formatted(field);
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
