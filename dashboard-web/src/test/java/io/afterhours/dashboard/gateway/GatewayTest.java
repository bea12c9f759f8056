package io.afterhours.dashboard.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.afterhours.contracts.access.Person;
import io.afterhours.dashboard.DashboardServers;
import io.afterhours.dashboard.FakeServices;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API as the command line and the pages use it. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class GatewayTest {
    @SuppressWarnings("NullAway.Init") // The test resource injects it.
    FakeServices services;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Services calls;

    @AfterEach
    void bring_all_back() {
        services.bringBack("scheduler");
        services.bringBack("cost");
        services.bringBack("progress");
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + DashboardServers.TOKEN);
    }

    @Test
    void a_build_is_joined_with_its_cost_and_progress() {
        caller().get("/api/builds/B-41")
                .then()
                .statusCode(200)
                .body("cost", equalTo("3.1042"))
                .body("progress.percent", equalTo(62.0f))
                .body("progress.message", equalTo("writing tests for the polling loop"));
        caller().get("/api/builds")
                .then()
                .body("items.find { it.id == 'B-41' }.cost", equalTo("3.1042"))
                .body("items.find { it.id == 'B-45' }.cost", nullValue());
    }

    @Test
    void of_several_sessions_that_name_a_build_its_own_attempt_says_how_far_it_is() {
        var other =
                Objects.requireNonNull(services.progress.sessions.get("s-B-41")).deepCopy();
        other.put("session", "s-other").put("percent", 5).put("updatedAt", "2100-01-01T00:00:00Z");
        services.progress.sessions.put("s-other", other);
        try {
            caller().get("/api/builds/B-41").then().body("progress.percent", equalTo(62.0f));
            caller().get("/api/builds").then().body("items.find { it.id == 'B-41' }.progress.percent", equalTo(62.0f));
        } finally {
            services.progress.sessions.remove("s-other");
        }
    }

    @Test
    void a_caller_that_names_itself_is_a_person_who_is_there_and_one_without_a_name_is_a_script() {
        services.asked.clear();
        caller().get("/api/context").then().statusCode(200);
        caller().header("X-Afterhours-By", "command line")
                .get("/api/context")
                .then()
                .statusCode(200);

        assertThat(services.asked).contains("person unasked", "command line");
    }

    @Test
    void the_scheduler_hears_once_a_minute_of_a_person_who_asks_the_other_services() {
        var clock = new SettableClock(Instant.parse("2026-11-22T03:10:00Z"));
        var presence = new Presence(calls, clock);
        services.asked.clear();

        presence.sawCall(Service.COST, Map.of(Person.HEADER, "person", Person.UNASKED, "true"));
        presence.sawCall(Service.SCHEDULER, Map.of(Person.HEADER, "command line"));
        presence.sawCall(Service.COST, Map.of(Person.HEADER, "command line"));
        presence.sawCall(Service.PROGRESS, Map.of(Person.HEADER, "command line"));
        await().untilAsserted(() -> assertThat(services.asked).containsExactly("command line"));

        clock.advance(Duration.ofMinutes(1));
        presence.sawCall(Service.PROGRESS, Map.of(Person.HEADER, "a phone"));
        await().untilAsserted(() -> assertThat(services.asked).containsExactly("command line", "a phone"));
    }

    @Test
    void what_became_of_a_batch_comes_through_as_it_is() {
        caller().contentType(ContentType.JSON)
                .body("[{\"title\":\"Write the first chapter\"},{\"title\":\"Write the second chapter\"}]")
                .post("/api/builds/batch")
                .then()
                .statusCode(200)
                .body("queued", equalTo(2))
                .body("items", hasSize(2))
                .body("items[1].keySet()", equalTo(Set.of("index", "status", "id")));
    }

    @Test
    void what_a_caller_compressed_reaches_its_service_and_a_bomb_does_not() throws IOException {
        var batch = "[{\"title\":\"Write the first chapter\"},{\"title\":\"Write the second chapter\"}]";
        compressed(batch.getBytes(UTF_8))
                .post("/api/builds/batch")
                .then()
                .statusCode(200)
                .body("queued", equalTo(2));
        compressed(new byte[50_000_000]).post("/api/otlp/v1/metrics").then().statusCode(413);
    }

    private static RequestSpecification compressed(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(body);
        }
        return caller().contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body(bytes.toByteArray());
    }

    @Test
    void a_build_is_shown_without_the_part_whose_service_is_down() {
        services.takeAway("cost");
        caller().get("/api/builds/B-41")
                .then()
                .statusCode(200)
                .body("cost", nullValue())
                .body("progress.percent", equalTo(62.0f));
    }

    @Test
    void a_service_that_is_down_is_named_in_the_refusal() {
        services.takeAway("cost");
        caller().get("/api/budgets")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "2")
                .body("type", equalTo("/problems/cost-unavailable"))
                .body("detail", containsString("cost-service does not answer"));
    }

    @Test
    void a_refusal_of_a_service_comes_through_as_it_is() {
        caller().contentType(ContentType.JSON)
                .body("{\"title\":\"Tidy up\",\"effort\":\"soon\"}")
                .post("/api/builds")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("effort"));
    }

    @Test
    void a_budget_for_a_build_that_is_not_there_is_refused_by_its_field_and_so_is_an_exemption() {
        services.commands.clear();
        refused("/api/budgets/typo", "{\"limit\":\"5\",\"scope\":{\"build\":\"b-999999\"}}", "scope.build");
        refused(
                "/api/budgets/week",
                "{\"limit\":\"5\",\"exempt\":[{\"build\":\"B-41\"},{\"tag\":\"growth\"},{\"build\":\"999999\"}]}",
                "exempt[2].build");
        refused("/api/budgets/week/exempt/build/B-999999", "{}", "exempt.build");

        assertThat(services.commands).isEmpty();
    }

    private static void refused(String path, String body, String field) {
        caller().contentType(ContentType.JSON)
                .body(body)
                .put(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field))
                .body("errors[0].expected", equalTo("the id of a build there is"))
                .body("errors[0].was", equalTo("B-999999"));
    }

    @Test
    void a_budget_for_a_build_that_is_there_is_set_however_its_id_is_written() {
        for (var id : List.of("B-41", "b-41", " 41 ")) {
            put("/api/budgets/importer", "{\"limit\":\"5\",\"scope\":{\"build\":\"" + id + "\"}}", 200);
        }
        put("/api/budgets/importer/exempt/build/B-41", "{}", 200);
        caller().delete("/api/budgets/importer/exempt/build/B-999999").then().statusCode(200);
        caller().delete("/api/budgets/importer").then().statusCode(200);
    }

    @Test
    void a_budget_that_is_not_well_formed_is_left_to_its_service() {
        put("/api/budgets/importer", "{\"scope\":{\"build\":\"importer\"}}", 400);
        put("/api/budgets/importer", "[[\"scope\"]]", 400);
        put("/api/budgets/importer", "{\"scope\":\"build\",\"exempt\":\"B-999999\"}", 400);
    }

    @Test
    void without_the_scheduler_a_budget_for_a_build_waits_and_another_is_set() {
        services.takeAway("scheduler");
        put("/api/budgets/importer", "{\"limit\":\"5\",\"scope\":{\"build\":\"B-41\"}}", 503);
        put("/api/budgets/growth", "{\"limit\":\"5\",\"scope\":{\"tag\":\"growth\"}}", 200);
        caller().delete("/api/budgets/growth").then().statusCode(200);
    }

    private static void put(String path, String body, int status) {
        caller().contentType(ContentType.JSON).body(body).put(path).then().statusCode(status);
    }

    @Test
    void a_command_carries_its_key_and_who_gave_it() {
        caller().contentType(ContentType.JSON)
                .header("Idempotency-Key", "key-1")
                .header("X-Afterhours-Agent", "backup")
                .body("{}")
                .post("/api/control/resume")
                .then()
                .statusCode(200);
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.path()).isEqualTo("/api/control/resume");
            assertThat(command.key()).isEqualTo("key-1");
            assertThat(command.agent()).isEqualTo("backup");
        });
    }

    @Test
    void what_a_service_does_for_a_request_is_in_the_trace_of_the_request() {
        var trace = Trace.begin();
        caller().contentType(ContentType.JSON)
                .header(Trace.HEADER, trace.header())
                .header("Idempotency-Key", "traced")
                .body("{}")
                .post("/api/control/resume")
                .then()
                .statusCode(200);
        assertThat(services.commands)
                .filteredOn(command -> "traced".equals(command.key()))
                .singleElement()
                .satisfies(command ->
                        assertThat(Trace.parse(command.trace()).map(Trace::id)).hasValue(trace.id()));
    }

    @Test
    void an_agent_is_joined_with_when_it_was_heard_and_what_it_does() {
        await().untilAsserted(() -> caller().get("/api/agents")
                .then()
                .statusCode(200)
                .body("items.find { it.agent == 'nightwatch' }.doing", equalTo("Sweep stale branches of Borealis"))
                .body("items.find { it.agent == 'nightwatch' }.lastSeen", notNullValue()));
    }

    @Test
    void the_log_of_a_build_is_read_where_logs_are() {
        caller().get("/api/builds/B-41/log?after=395&limit=3").then().body("items.n", hasItems(396, 397, 398));
    }

    @Test
    void what_was_refused_anywhere_is_in_one_list_newest_first_with_its_service() {
        services.takeAway("progress");
        caller().get("/api/quarantine")
                .then()
                .statusCode(200)
                .body("items.collect { it.service + it.id }", equalTo(List.of("cost2", "scheduler1", "cost1")))
                .body("next", nullValue())
                .body("missing", hasItem("progress"));
    }

    @Test
    void what_was_refused_is_read_page_by_page_of_one_service_and_by_what_stands_in_it() {
        var first = caller().get("/api/quarantine?limit=2").jsonPath();
        assertThat(first.getList("items.service")).containsExactly("cost", "scheduler");
        assertThat(first.getString("next")).isEqualTo("scheduler-0.cost-2.progress-0");
        var second = caller().get("/api/quarantine?limit=2&after=" + first.getString("next"))
                .jsonPath();
        assertThat(second.getList("items.id")).containsExactly(1);
        assertThat(second.getString("items[0].service")).isEqualTo("cost");
        assertThat(second.getString("next")).isNull();

        assertThat(caller().get("/api/quarantine?service=cost").jsonPath().getList("items.service"))
                .containsExactly("cost", "cost");
        assertThat(caller().get("/api/quarantine?q=outputTokens").jsonPath().getList("items.service"))
                .containsExactly("cost");
        for (var wrong : List.of("service=mail", "limit=many", "limit=501", "after=17")) {
            caller().get("/api/quarantine?" + wrong)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo(wrong.substring(0, wrong.indexOf('='))));
        }
    }

    @Test
    void a_path_that_nobody_owns_is_not_found() {
        caller().get("/api/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void the_services_own_paths_beside_the_api_are_not_reachable() {
        caller().get("/api/../q/metrics").then().statusCode(org.hamcrest.Matchers.not(equalTo(500)));
        given().get("/q/metrics").then().statusCode(401);
    }

    @Test
    void every_answer_carries_the_headers_that_keep_a_browser_safe() {
        for (var path : new String[] {"/", "/queue", "/api/nothing", "/api/builds"}) {
            given().get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cross-Origin-Opener-Policy", "same-origin")
                    .header("Cross-Origin-Resource-Policy", "same-origin");
        }
    }
}
