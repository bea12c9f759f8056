package io.afterhours.cost.usage;

import static io.afterhours.cost.Http.caller;
import static io.afterhours.cost.Http.report;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class UsageServiceTest {
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

    @Inject
    Jdbi jdbi;

    @Test
    void what_is_said_of_a_runners_session_is_refused_so_that_it_cannot_have_its_build_stopped() {
        jdbi.useHandle(
                tx -> tx.execute(
                        "insert into session (session, build, agent, runner, claimed) values ('h-run', 'B-7', 'claude', 'runner-1', false)"));

        report("{\"session\":\"h-run\",\"model\":\"claude-sonnet-4-5\",\"inputTokens\":9000000}")
                .statusCode(409)
                .body("type", endsWith("foreign-session"))
                .body("detail", containsString("h-run, which belongs to runner-1"));

        given(caller()).get("/api/costs/ledger").then().body("items.session", not(hasItem("h-run")));
    }

    @Test
    void usage_is_of_the_agent_that_the_request_names() {
        for (var agent : List.of("backup", "crawler")) {
            given(caller())
                    .contentType(ContentType.JSON)
                    .header("X-Afterhours-Agent", agent)
                    .body("{\"session\":\"h-a-%s\",\"model\":\"claude-sonnet-4-5\",\"inputTokens\":1000}"
                            .formatted(agent))
                    .post("/api/usage")
                    .then()
                    .statusCode(201);
        }
        given(caller())
                .contentType(ContentType.JSON)
                .header("X-Afterhours-Agent", "runner-1")
                .body("{\"session\":\"h-a\",\"model\":\"m\"}")
                .post("/api/usage")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("X-Afterhours-Agent"));

        given(caller())
                .get("/api/costs/today?by=agent")
                .then()
                .body("rows.find { it.key == 'backup' }.inputTokens", equalTo(1000))
                .body("rows.find { it.key == 'crawler' }.inputTokens", equalTo(1000));
    }

    @Test
    void a_script_says_what_it_used_by_the_shell_functions_of_the_examples(@TempDir Path state) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "the example needs curl");
        Files.writeString(state.resolve("ports.json"), "{\"url\": \"http://localhost:" + RestAssured.port + "\"}");
        Files.writeString(state.resolve("token"), ServersResource.TOKEN);
        var script = """
                . ./afterhours.sh
                usage h-s claude-haiku-4-5 1000 0 cacheReadTokens=7 costUsd=0.5 basis=self-reported 'task=Tidy "up"' key=once
                usage h-s claude-haiku-4-5 1000 0 cacheReadTokens=7 costUsd=0.5 basis=self-reported 'task=Tidy "up"' key=once
                usage h-s claude-haiku-4-5 3000 0 cumulative=true
                """;
        var builder = new ProcessBuilder("sh", "-c", script)
                .directory(Path.of("../examples/agents-by-http").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("AFTERHOURS_STATE", state.toString(), "AFTERHOURS_AGENT", "tidy"));
        var process = builder.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();

        given(caller())
                .get("/api/costs/ledger")
                .then()
                .body("items.findAll { it.session == 'h-s' }.agent", equalTo(List.of("tidy", "tidy")))
                .body("items.findAll { it.session == 'h-s' }.cost", containsInAnyOrder("0.50", "0.003"))
                .body("items.findAll { it.session == 'h-s' }.task", hasItem("Tidy \"up\""));
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
                "{\"session\":\"x\",\"model\":\"m\",\"outputTokens\":10000000001} | outputTokens",
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

    @Test
    void an_estimate_is_booked_as_it_grows_and_corrected_by_the_sum_that_states_the_cost() {
        report("""
                {"session":"estimate-1","model":"claude-haiku-4-5","inputTokens":1000,"basis":"estimated","cumulative":true}""").body("cost", equalTo("0.001"));
        report("""
                {"session":"estimate-1","model":"claude-haiku-4-5","inputTokens":3000,"basis":"estimated","cumulative":true}""").body("cost", equalTo("0.002"));
        report("""
                {"session":"estimate-1","model":"claude-haiku-4-5","inputTokens":3000,"outputTokens":50,"costUsd":"0.01","cumulative":true}""").body("cost", equalTo("0.007"));
        report("""
                {"session":"estimate-1","model":"claude-haiku-4-5","inputTokens":3000,"outputTokens":50,"costUsd":"0.01","cumulative":true}""").body("cost", equalTo("0.00"));

        given(caller())
                .get("/api/costs/today?by=session")
                .then()
                .body("rows.find { it.key == 'estimate-1' }.cost", equalTo("0.01"))
                .body("rows.find { it.key == 'estimate-1' }.calls", equalTo(3))
                .body("rows.find { it.key == 'estimate-1' }.outputTokens", equalTo(50))
                .body("rows.find { it.key == 'estimate-1' }.inputTokens", equalTo(3000));
    }

    @Test
    void an_estimate_of_a_model_without_a_price_waits_for_the_sum_that_states_the_cost() {
        report("""
                {"session":"estimate-2","model":"secret-7","inputTokens":1000,"basis":"estimated","cumulative":true}""").body("basis", equalTo("unknown"));
        report("""
                {"session":"estimate-2","model":"secret-7","inputTokens":3000,"costUsd":"0.01","cumulative":true}""").body("cost", equalTo("0.01"));

        given(caller())
                .get("/api/costs/today?by=session")
                .then()
                .body("rows.find { it.key == 'estimate-2' }.cost", equalTo("0.01"))
                .body("rows.find { it.key == 'estimate-2' }.unknownCalls", equalTo(0))
                .body("rows.find { it.key == 'estimate-2' }.inputTokens", equalTo(3000));
    }
}
