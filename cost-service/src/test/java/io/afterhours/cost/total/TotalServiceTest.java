package io.afterhours.cost.total;

import static io.afterhours.cost.Http.caller;
import static io.afterhours.cost.Http.report;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class TotalServiceTest {
    @Inject
    Jdbi jdbi;

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
                    .filter(Objects::nonNull)
                    .map(BigDecimal::new)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(table.getString("total")).as(by).isEqualTo(tile);
            assertThat(sum).as(by).isEqualByComparingTo(tile);
        }
        var ledger = jdbi.withHandle(handle -> handle.createQuery("""
                        select sum(coalesce(usage.cost_nanos, later.cost_nanos))::int8
                        from usage left join usage_priced later on later.usage = usage.id
                        where usage.occurred_at >= date_trunc('month', now(), :zone)""")
                .bind("zone", ZoneId.systemDefault().getId())
                .mapTo(Long.class)
                .one());
        assertThat(new BigDecimal(tile).movePointRight(9)).isEqualByComparingTo(String.valueOf(ledger));
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
    void more_rows_than_a_table_can_have_are_refused_and_not_cut_off_unsaid() {
        for (var path : List.of("today?limit=1001", "range?from=2026-01-01&limit=0", "ledger?limit=many")) {
            given(caller())
                    .get("/api/costs/" + path)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("limit"))
                    .body("errors[0].was", equalTo(path.substring(path.lastIndexOf('=') + 1)));
        }
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
}
