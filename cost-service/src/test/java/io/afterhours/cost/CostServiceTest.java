package io.afterhours.cost;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class CostServiceTest {
    @jakarta.inject.Inject
    Jdbi jdbi;

    @Test
    void refuses_callers_without_the_token() {
        given().get("/api/costs").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void says_what_a_report_costs() {
        report("""
                {"session":"h-1","model":"claude-sonnet-4-5","inputTokens":12500,"outputTokens":8300,"task":"Build landing page"}""")
                .statusCode(201)
                .body("cost", equalTo("0.162"))
                .body("basis", equalTo("computed"))
                .body("session", equalTo("h-1"))
                .body("id", notNullValue());

        given(caller())
                .get("/api/costs/ledger")
                .then()
                .statusCode(200)
                .body("items.find { it.session == 'h-1' }.agent", equalTo("http"))
                .body("items.find { it.session == 'h-1' }.cost", equalTo("0.162"))
                .body("items.find { it.session == 'h-1' }.task", equalTo("Build landing page"));
    }

    @Test
    void takes_money_as_a_string_or_a_number() {
        report("""
                {"session":"h-2","model":"secret-1","costUsd":"0.0199"}""").statusCode(201).body("cost", equalTo("0.0199")).body("basis", equalTo("reported"));
        report("""
                {"session":"h-2","model":"secret-1","costUsd":0.5,"basis":"self-reported"}""").statusCode(201).body("cost", equalTo("0.50")).body("basis", equalTo("self-reported"));
    }

    @Test
    void leaves_the_cost_of_an_unknown_model_out_and_counts_it_apart() {
        report("""
                {"session":"h-3","model":"secret-2","inputTokens":1000}""").statusCode(201).body("cost", nullValue()).body("basis", equalTo("unknown"));

        given(caller())
                .get("/api/costs")
                .then()
                .statusCode(200)
                .body("unknown.models", hasItem("secret-2"))
                .body("unknown.calls", notNullValue())
                .body("today.spent", notNullValue())
                .body("week.budget", notNullValue())
                .body("month.asOf", notNullValue());
        given(caller())
                .get("/api/costs/today?by=model")
                .then()
                .body("rows.find { it.key == 'secret-2' }.cost", nullValue())
                .body("rows.find { it.key == 'secret-2' }.unknownCalls", equalTo(1));
    }

    @Test
    void books_a_repeated_key_once_and_refuses_another_report_under_it() {
        var key = UUID.randomUUID().toString();
        var body = """
                {"session":"h-4","model":"claude-haiku-4-5","inputTokens":1000}""";

        report(body, key).statusCode(201).body("id", equalTo(key)).body("cost", equalTo("0.001"));
        report(body, key).statusCode(200).body("id", equalTo(key)).body("cost", equalTo("0.001"));
        report(body.replace("1000", "2000"), key).statusCode(409).body("type", equalTo("/problems/key-reused"));

        given(caller())
                .get("/api/costs/today?by=session")
                .then()
                .body("rows.find { it.key == 'h-4' }.calls", equalTo(1))
                .body("rows.find { it.key == 'h-4' }.inputTokens", equalTo(1000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | session",
                "{\"session\":\"x\"} | model",
                "{\"session\":\"x\",\"model\":\"m\",\"inputTokens\":-1} | inputTokens",
                "{\"session\":\"x\",\"model\":\"m\",\"outputTokens\":1000000001} | outputTokens",
                "{\"session\":\"x\",\"model\":\"m\",\"inputTokens\":\"many\"} | inputTokens",
                "{\"session\":\"x\",\"model\":\"m\",\"costUsd\":-5} | costUsd",
                "{\"session\":\"x\",\"model\":\"m\",\"costUsd\":1e12} | costUsd",
                "{\"session\":\"x\",\"model\":\"m\",\"at\":\"2099-01-01T00:00:00Z\"} | at",
                "{\"session\":\"x\",\"model\":\"m\",\"at\":\"1970-01-01T00:00:00Z\"} | at",
                "{\"session\":\"x\",\"model\":\"m\",\"at\":\"2026-02-30T00:00:00Z\"} | at",
                "{\"session\":\"x\" | payload",
            })
    void names_the_field_of_a_report_that_is_wrong(String body, String field) {
        report(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid"))
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo(field))
                .body("errors[0].expected", notNullValue());
    }

    @Test
    void a_table_adds_up_to_its_tile_and_to_the_ledger() {
        report("""
                {"session":"h-5","model":"gpt-5.5","build":"B-500","inputTokens":12345,"outputTokens":678}""").statusCode(201);

        var tile = given(caller()).get("/api/costs").then().extract().<String>path("month.spent");
        for (var by : List.of("build", "agent", "model", "session", "kind")) {
            var table = given(caller())
                    .get("/api/costs/month?by=" + by)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            var sum = table.getList("rows.cost", String.class).stream()
                    .filter(java.util.Objects::nonNull)
                    .map(java.math.BigDecimal::new)
                    .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add);
            assertThat(table.getString("total")).as(by).isEqualTo(tile);
            assertThat(sum).as(by).isEqualByComparingTo(tile);
        }
        var ledger = jdbi.withHandle(handle -> handle.createQuery("""
                        select sum(cost_nanos)::int8 from usage where occurred_at >= date_trunc('month', now(), :zone)""")
                .bind("zone", java.time.ZoneId.systemDefault().getId())
                .mapTo(Long.class)
                .one());
        assertThat(new java.math.BigDecimal(tile).movePointRight(9)).isEqualByComparingTo(String.valueOf(ledger));
    }

    @Test
    void shows_what_is_left_out_of_a_short_table() {
        report("""
                {"session":"h-6","model":"gpt-5.5","inputTokens":1}""").statusCode(201);
        report("""
                {"session":"h-7","model":"gpt-5.5","inputTokens":1}""").statusCode(201);

        given(caller())
                .get("/api/costs/today?by=session&limit=1")
                .then()
                .statusCode(200)
                .body("rows", hasSize(1))
                .body("rest.calls", notNullValue());
    }

    @Test
    void adds_up_any_days_of_the_person_and_says_as_of_when() {
        report("""
                {"session":"h-10","model":"claude-sonnet-4-5","cacheReadTokens":1000000}""").statusCode(201);
        var week = given(caller()).get("/api/costs/week?by=session").jsonPath();

        given(caller())
                .get("/api/costs/range?by=session&from=" + week.getString("firstDay") + "&to="
                        + week.getString("lastDay"))
                .then()
                .statusCode(200)
                .body("period", equalTo("range"))
                .body("from", equalTo(week.getString("from")))
                .body("to", equalTo(week.getString("to")))
                .body("rows.find { it.key == 'h-10' }.cost", equalTo("0.60"))
                .body("figures.cacheSaving", notNullValue())
                .body("figures.failedWork", notNullValue())
                .body("asOf", notNullValue());
        given(caller())
                .get("/api/costs/range?from=tomorrow")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("from"))
                .body("errors[0].expected", equalTo("a day such as 2026-11-01"));
    }

    @Test
    void writes_a_table_for_a_spreadsheet() {
        report("""
                {"session":"=cmd|'/C calc'!A0","model":"claude-haiku-4-5","inputTokens":1000}""").statusCode(201);

        for (var path : List.of("today/csv?by=session", "range/csv?by=session&from=2026-01-01")) {
            var csv = given(caller())
                    .get("/api/costs/" + path)
                    .then()
                    .statusCode(200)
                    .contentType("text/csv")
                    .extract()
                    .asString();
            assertThat(csv.lines().findFirst().orElseThrow())
                    .startsWith("session,cost_usd,calls,unknown_calls,")
                    .endsWith(",as_of");
            assertThat(csv).contains("\r\n'=cmd|'/C calc'!A0,0.001,1,0,1000,");
        }
    }

    @Test
    void tells_builds_by_their_ids() {
        report("""
                {"session":"h-8","model":"claude-haiku-4-5","build":"B-800","inputTokens":2000}""").statusCode(201);

        given(caller())
                .get("/api/costs/builds?ids=B-800,B-801")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].build", equalTo("B-800"))
                .body("items[0].cost", equalTo("0.002"))
                .body("items[0].unknownCalls", equalTo(0));
        given(caller()).get("/api/costs/builds").then().statusCode(400).body("errors[0].field", equalTo("ids"));
    }

    @Test
    void names_what_a_table_can_be_grouped_by() {
        given(caller())
                .get("/api/costs/week?by=colour")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("by"))
                .body("errors[0].expected", equalTo("one of build, agent, model, tag, session, kind, day, basis"));
        given(caller()).get("/api/costs/fortnight").then().statusCode(404);
    }

    @Test
    void says_how_day_week_and_month_will_end_and_keeps_a_budget_for_a_tag() {
        given(caller())
                .get("/api/forecast")
                .then()
                .statusCode(200)
                .body("items.period", contains("day", "week", "month"))
                .body("items[0].p90", notNullValue());
        given(caller())
                .contentType(ContentType.JSON)
                .body("{\"limit\":5,\"scope\":{\"tag\":\"growth\"},\"hard\":false}")
                .put("/api/budgets/growth")
                .then()
                .statusCode(200)
                .body("scope.tag", equalTo("growth"))
                .body("period", equalTo("month"))
                .body("hard", equalTo(false));
        given(caller()).delete("/api/budgets/growth").then().statusCode(200).body("items.size()", equalTo(3));
        given(caller()).delete("/api/budgets/growth").then().statusCode(404);
        given(caller()).delete("/api/budgets/day").then().statusCode(409);
    }

    @Test
    void lets_something_start_although_a_budget_is_spent_until_that_is_taken_back() {
        given(caller())
                .contentType(ContentType.JSON)
                .body("{\"limit\":5,\"scope\":{\"agent\":\"painter\"},\"exempt\":[{\"priority\":\"Urgent\"}]}")
                .put("/api/budgets/painter")
                .then()
                .statusCode(200)
                .body("exempt", contains(Map.of("priority", "urgent")));
        given(caller())
                .put("/api/budgets/painter/exempt/build/b-42?note=release")
                .then()
                .statusCode(200)
                .body("exempt", contains(Map.of("build", "B-42"), Map.of("priority", "urgent")));
        given(caller())
                .put("/api/budgets/painter/exempt/tag/{tag}", "front/page one")
                .then()
                .statusCode(200)
                .body("exempt.tag", hasItems("front/page one"));
        given(caller())
                .contentType(ContentType.JSON)
                .body("{\"limit\":6}")
                .put("/api/budgets/painter")
                .then()
                .body("limit", equalTo("6.00"))
                .body("exempt.size()", equalTo(3));
        given(caller())
                .delete("/api/budgets/painter/exempt/priority/urgent")
                .then()
                .statusCode(200)
                .body("exempt.size()", equalTo(2));
        given(caller())
                .delete("/api/budgets/painter/exempt/priority/urgent")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no exemption priority urgent of painter."));
        given(caller())
                .put("/api/budgets/painter/exempt/kind/other")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("exempt"));
        given(caller()).delete("/api/budgets/painter").then().statusCode(200);
    }

    @Test
    void sets_a_limit_and_keeps_the_old_one_on_record() {
        given(caller())
                .contentType(ContentType.JSON)
                .body(Map.of("limit", "450.50", "note", "busy month"))
                .put("/api/budgets/month")
                .then()
                .statusCode(200)
                .body("name", equalTo("month"))
                .body("limit", equalTo("450.50"))
                .body("hard", equalTo(true));

        given(caller()).get("/api/budgets").then().body("items.name", hasItems("day", "week", "month"));
        var before = read(handle -> handle.createQuery(
                        "select old_limit_nanos from budget_change where name = 'month' and note = 'busy month'")
                .mapTo(Long.class)
                .list());
        assertThat(before).containsExactly(400_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "day | {} | limit",
                "day | {\"limit\":-1} | limit",
                "day | {\"limit\":\"plenty\"} | limit",
                "day | {\"limit\":1e9} | limit",
                "growth | {\"limit\":1} | scope",
                "growth | {\"limit\":1,\"scope\":{\"team\":\"atlas\"}} | scope",
                "growth | {\"limit\":1,\"scope\":{\"tag\":\"\"}} | scope.tag",
                "day | {\"limit\":1,\"scope\":{\"tag\":\"growth\"}} | scope",
                "day | {\"limit\":1,\"period\":\"week\"} | period",
                "day | {\"limit\":1,\"exempt\":[{\"tag\":\"growth\"},{\"model\":\"opus\"}]} | exempt[1]",
                "day | {\"limit\":1,\"exempt\":[{}]} | exempt[0]",
                "day | {\"limit\":1,\"exempt\":[{\"tag\":\"\"}]} | exempt[0].tag",
                "day | {\"limit\":1,\"exempt\":[{\"agent\":\"Claude!\"}]} | exempt[0].agent",
                "day | {\"limit\":1,\"exempt\":[{\"build\":\"importer\"}]} | exempt[0].build",
                "day | {\"limit\":1,\"exempt\":[{\"priority\":\"soon\"}]} | exempt[0].priority",
                "one | {\"limit\":1,\"scope\":{\"build\":\"B-1\"},\"exempt\":[{\"tag\":\"growth\"}]} | exempt",
                "Growth! | {\"limit\":1,\"scope\":{\"tag\":\"growth\"}} | name",
            })
    void names_the_field_of_a_limit_that_is_wrong(String name, String body, String field) {
        given(caller())
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/budgets/" + name)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void shows_its_prices_with_their_sources() {
        given(caller())
                .get("/api/prices")
                .then()
                .statusCode(200)
                .body("models.find { it.model == 'claude-sonnet-4-5' }.prices[0].input", equalTo(3))
                .body("models.find { it.model == 'gpt-5.5' }.prices[0].longContext.above", equalTo(272000))
                .body("sources[0].licence", notNullValue());
    }

    @Test
    void a_price_holds_for_what_comes_and_never_for_what_is_booked() {
        report("""
                {"session":"p-1","model":"atlas-1","costUsd":"0.5"}""").statusCode(201);
        price("atlas-1", """
                {"provider":"atlas","aliases":["atlas-one"],"prices":[{"input":2,"output":"10.50"}],"note":"their list"}""").statusCode(200).body("version", equalTo(1)).body("origin", equalTo("edit"));

        // 1,000 x 2,000 + 100 x 10,500
        report("""
                {"session":"p-1","model":"atlas-one","inputTokens":1000,"outputTokens":100}""").statusCode(201).body("cost", equalTo("0.00305"));
        price("atlas-1", """
                {"provider":"atlas","prices":[{"input":2,"output":10.5},{"from":"2026-01-01","input":4,"output":21}],"version":1}""").statusCode(200).body("version", equalTo(2));
        report("""
                {"session":"p-1","model":"atlas-1","inputTokens":1000,"outputTokens":100}""").statusCode(201).body("cost", equalTo("0.0061"));
        price("atlas-1", """
                {"provider":"atlas","prices":[{"input":3,"output":3}],"version":1}""").statusCode(409).body("type", equalTo("/problems/changed-since"));

        given(caller())
                .get("/api/costs/today?by=session")
                .then()
                .body("rows.find { it.key == 'p-1' }.cost", equalTo("0.50915"));
        given(caller())
                .get("/api/prices/atlas-1/history")
                .then()
                .statusCode(200)
                .body("items.version", equalTo(List.of(2, 1)))
                .body("items[1].note", equalTo("their list"));
        given(caller()).get("/api/prices/nobody/history").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upper | {\"provider\":\"p\",\"prices\":[{\"input\":1,\"output\":1}]} | model",
                "x | {\"prices\":[{\"input\":1,\"output\":1}]} | provider",
                "x | {\"provider\":\"p\"} | prices",
                "x | {\"provider\":\"p\",\"prices\":[{\"output\":1}]} | prices[0].input",
                "x | {\"provider\":\"p\",\"prices\":[{\"input\":-1,\"output\":1}]} | prices[0].input",
                "x | {\"provider\":\"p\",\"prices\":[{\"input\":1,\"output\":1e7}]} | prices[0].output",
                "x | {\"provider\":\"p\",\"prices\":[{\"input\":1,\"output\":1},{\"input\":2,\"output\":1}]} | prices",
                "x | {\"provider\":\"p\",\"prices\":[{\"input\":1,\"output\":1,\"longContext\":{\"above\":0,\"input\":1,\"output\":1}}]} | prices[0].longContext.above",
                "x | {\"provider\":\"p\",\"prices\":[{\"input\":1,\"output\":1,\"tiers\":{\"standard\":{\"input\":1,\"output\":1}}}]} | prices[0].tiers.standard",
                "x | {\"provider\":\"p\",\"prices\":[{\"input\":1,\"output\":1,\"tiers\":{\"batch\":{\"input\":1}}}]} | prices[0].tiers.batch.output",
                "x | {\"provider\":\"p\",\"aliases\":[\"gpt-5.5\"],\"prices\":[{\"input\":1,\"output\":1}]} | aliases",
            })
    void names_the_field_of_a_price_that_is_wrong(String model, String body, String field) {
        price(model, body).statusCode(400).body("errors[0].field", equalTo(field));
    }

    @Test
    void another_tier_is_priced_at_its_own_rates_and_unknown_where_it_has_none() {
        price("atlas-2", """
                {"provider":"atlas","prices":[{"input":2,"output":10,"tiers":{"batch":{"input":1,"output":5}}}]}""").statusCode(200);

        // 1,000 x 1,000 + 100 x 5,000
        report("""
                {"session":"p-2","model":"atlas-2","inputTokens":1000,"outputTokens":100,"serviceTier":"batch"}""").body("cost", equalTo("0.0015"));
        report("""
                {"session":"p-2","model":"atlas-2","inputTokens":1000,"outputTokens":100,"serviceTier":"standard"}""").body("cost", equalTo("0.003"));
        report("""
                {"session":"p-2","model":"atlas-2","inputTokens":1000,"outputTokens":100,"serviceTier":"priority"}""").body("basis", equalTo("unknown"));
    }

    @Test
    void what_was_booked_at_unknown_cost_is_priced_when_asked_for_and_sums_follow() {
        report("""
                {"session":"p-3","model":"atlas-3","inputTokens":1000,"cacheReadTokens":1000}""").body("basis", equalTo("unknown"));
        given(caller())
                .get("/api/prices/unpriced")
                .then()
                .statusCode(200)
                .body("items.find { it.model == 'atlas-3' }.entries", equalTo(1));
        var before = given(caller()).get("/api/costs/range?from=2026-01-01").jsonPath();
        price("atlas-3", """
                {"provider":"atlas","prices":[{"input":2,"output":10,"cacheRead":0.5}]}""").statusCode(200);
        assertThat(given(caller())
                        .get("/api/costs/range?from=2026-01-01")
                        .jsonPath()
                        .getString("total"))
                .as("nothing is priced again by itself")
                .isEqualTo(before.getString("total"));

        for (var entries : List.of(1, 0)) {
            given(caller())
                    .contentType(ContentType.JSON)
                    .body("{\"model\":\"atlas-3\"}")
                    .post("/api/prices/unpriced")
                    .then()
                    .statusCode(200)
                    .body("entries", equalTo(entries))
                    .body("left", equalTo(0));
        }

        // 1,000 x 2,000 + 1,000 x 500, and saved 1,000 x 1,500
        var after = given(caller()).get("/api/costs/range?from=2026-01-01").jsonPath();
        assertThat(nanos(after, "total") - nanos(before, "total")).isEqualTo(2_500_000);
        assertThat(nanos(after, "figures.cacheSaving") - nanos(before, "figures.cacheSaving"))
                .isEqualTo(1_500_000);
        assertThat(before.getLong("unknownCalls") - after.getLong("unknownCalls"))
                .isEqualTo(1);
        assertThat(after.getLong("calls")).isEqualTo(before.getLong("calls"));
        for (var by : List.of("model", "basis", "session", "day")) {
            var table = given(caller())
                    .get("/api/costs/range?from=2026-01-01&by=" + by)
                    .jsonPath();
            var sum = table.getList("rows.cost", String.class).stream()
                    .filter(java.util.Objects::nonNull)
                    .map(java.math.BigDecimal::new)
                    .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add);
            assertThat(sum).as(by).isEqualByComparingTo(table.getString("total"));
        }
        given(caller())
                .get("/api/costs/ledger?limit=500")
                .then()
                .body("items.find { it.session == 'p-3' }.basis", equalTo("unknown"))
                .body("items.find { it.session == 'p-3' }.cost", nullValue())
                .body("items.find { it.session == 'p-3' }.later.basis", equalTo("computed"))
                .body("items.find { it.session == 'p-3' }.later.cost", equalTo("0.0025"));
    }

    @Test
    void another_price_list_says_what_it_would_change_before_it_does() {
        var list = """
                {"atlas-4":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e-6,"output_cost_per_token":2e-6}}""";
        for (var apply : List.of(false, true)) {
            given(caller())
                    .contentType(ContentType.JSON)
                    .body(list)
                    .post("/api/prices/import?from=2026-01-01" + (apply ? "&apply=true" : ""))
                    .then()
                    .statusCode(200)
                    .body("changes.model", equalTo(List.of("atlas-4")))
                    .body("unchanged", equalTo(0));
        }

        report("""
                {"session":"p-4","model":"atlas-4","inputTokens":1000}""").body("cost", equalTo("0.001"));
        given(caller())
                .contentType(ContentType.JSON)
                .body("{\"a\":1}")
                .post("/api/prices/import")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("payload"));
    }

    @Test
    void takes_a_price_list_as_large_as_those_that_are_published() {
        var others = new StringBuilder("{");
        for (int i = 0; i < 50; i++) {
            others.append("""
                    "other-%d":{"litellm_provider":"a-reseller","input_cost_per_token":1e-6,"about":"%s"},""".formatted(i, "x".repeat(60_000)));
        }
        given(caller())
                .contentType(ContentType.JSON)
                .body(others + """
                        "atlas-5":{"litellm_provider":"openai","input_cost_per_token":1e-6,"output_cost_per_token":2e-6}}""")
                .post("/api/prices/import")
                .then()
                .statusCode(200)
                .body("changes.model", equalTo(List.of("atlas-5")));
    }

    @Test
    void sums_of_a_resumed_session_are_booked_as_differences() {
        report("""
                {"session":"p-5","model":"claude-haiku-4-5","inputTokens":1000,"costUsd":"0.50","cumulative":true}""").body("cost", equalTo("0.50"));
        report("""
                {"session":"p-5","model":"claude-haiku-4-5","inputTokens":1500,"costUsd":"0.80","cumulative":true}""").body("cost", equalTo("0.30"));

        given(caller())
                .get("/api/costs/today?by=session")
                .then()
                .body("rows.find { it.key == 'p-5' }.cost", equalTo("0.80"))
                .body("rows.find { it.key == 'p-5' }.inputTokens", equalTo(1500));
    }

    private static long nanos(io.restassured.path.json.JsonPath document, String field) {
        return new java.math.BigDecimal(document.getString(field))
                .movePointRight(9)
                .longValueExact();
    }

    private static ValidatableResponse price(String model, String body) {
        return given(caller())
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/prices/" + model)
                .then();
    }

    @Test
    void gives_every_operation_of_its_description_a_name_of_its_own() {
        List<String> names = given(caller())
                .get("/q/openapi?format=json")
                .jsonPath()
                .getList("paths.collectMany { it.value.values().operationId }");

        assertThat(names)
                .contains("listBudgets", "listQuarantine")
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void is_ready_when_its_servers_are() {
        given().get("/q/health/live").then().statusCode(200);
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given(caller()).get("/q/openapi").then().statusCode(200);
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN);
    }

    private static ValidatableResponse report(String body) {
        return given(caller())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/usage")
                .then();
    }

    private static ValidatableResponse report(String body, String key) {
        return given(caller())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/usage")
                .then();
    }

    private <T> T read(Function<Handle, T> question) {
        return jdbi.withHandle(question::apply);
    }
}
