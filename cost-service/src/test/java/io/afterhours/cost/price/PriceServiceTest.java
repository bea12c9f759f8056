package io.afterhours.cost.price;

import static io.afterhours.cost.Http.caller;
import static io.afterhours.cost.Http.report;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class PriceServiceTest {
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

    @Test
    void a_price_from_today_on_is_not_that_of_usage_before_today() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        var yesterday = today.atStartOfDay(ZoneOffset.UTC).minusSeconds(1).toInstant();
        price("dawn-1", """
                {"provider":"dawn","prices":[{"input":2,"output":2},{"from":"%s","input":4,"output":4}]}""".formatted(today)).statusCode(200);

        report("""
                {"session":"dawn","model":"dawn-1","inputTokens":1000,"at":"%s"}""".formatted(yesterday)).statusCode(201).body("cost", equalTo("0.002"));
        report("""
                {"session":"dawn","model":"dawn-1","inputTokens":1000,"at":"%s"}""".formatted(now)).statusCode(201).body("cost", equalTo("0.004"));
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
    void an_alias_is_one_however_it_is_written() {
        price("atlas-7", """
                {"provider":"atlas","aliases":[" Atlas-Seven "],"prices":[{"input":2,"output":10}]}""").statusCode(200).body("aliases", equalTo(List.of("atlas-seven")));

        report("""
                {"session":"p-7","model":"ATLAS-Seven","inputTokens":1000}""").statusCode(201).body("cost", equalTo("0.002"));
        price("atlas-8", """
                {"provider":"atlas","aliases":["GPT-5.5"],"prices":[{"input":2,"output":10}]}""").statusCode(400).body("errors[0].field", equalTo("aliases"));
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
                {"session":"p-6","model":"claude-haiku-4-5","inputTokens":1000}""").statusCode(201);
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
                    .filter(Objects::nonNull)
                    .map(BigDecimal::new)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
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
    void what_could_be_read_of_an_ended_run_is_booked_as_an_estimate_priced_now_or_later() {
        report("""
                {"session":"p-9","model":"claude-haiku-4-5","inputTokens":1000,"basis":"estimated"}""").statusCode(201).body("cost", equalTo("0.001")).body("basis", equalTo("estimated"));
        report("""
                {"session":"p-10","model":"atlas-9","inputTokens":1000,"basis":"estimated"}""").statusCode(201).body("basis", equalTo("unknown"));
        price("atlas-9", """
                {"provider":"atlas","prices":[{"input":2,"output":10}]}""").statusCode(200);

        given(caller())
                .contentType(ContentType.JSON)
                .body("{\"model\":\"atlas-9\"}")
                .post("/api/prices/unpriced")
                .then()
                .body("entries", equalTo(1));

        given(caller())
                .get("/api/costs/ledger?limit=500")
                .then()
                .body("items.find { it.session == 'p-9' }.basis", equalTo("estimated"))
                .body("items.find { it.session == 'p-10' }.later.basis", equalTo("estimated"));
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
                .body(list)
                .post("/api/prices/import?except=atlas-4&except=atlas-44")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("except"))
                .body("errors[0].was", equalTo("atlas-44"));
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

    private static long nanos(JsonPath document, String field) {
        return new BigDecimal(document.getString(field)).movePointRight(9).longValueExact();
    }

    private static ValidatableResponse price(String model, String body) {
        return given(caller())
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/prices/" + model)
                .then();
    }
}
