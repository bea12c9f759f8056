package io.afterhours.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulations and the night's plan at the running service. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class SimulationServiceTest {
    private static final String ASKED = """
            {"days":3,"policies":["night","saver"],"markdown":"- [ ] Write the Atlas manual\\n- [ ] Back Atlas up\\n",
             "builds":20,"seed":7,"from":"2026-11-22T23:00:00Z","slots":3,"budgets":{"day":5}}""";

    @Test
    void a_markdown_queue_is_simulated_under_two_policies_and_the_same_seed_is_the_same_answer() {
        var once = simulated();

        assertThat(once.getInt("report.builds")).isEqualTo(20);
        assertThat(once.getList("report.runs.policy")).containsExactly("night", "saver");
        assertThat(once.getString("report.runs[0].budgets[0].name")).isEqualTo("day");
        // What is learned of a kind moves on while the attempts of other tests end, and estimates with it.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(simulated().getMap("report"))
                        .isEqualTo(simulated().getMap("report")));
    }

    @Test
    void what_is_wrong_is_named() {
        as().body("{\"days\":400,\"markdown\":\"- [ ] One\"}")
                .post("/api/simulations")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("days"));
        as().body("{\"policies\":[\"nothing\"]}")
                .post("/api/simulations")
                .then()
                .statusCode(404);
        as().get("/api/simulations/nothing").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "-0044-03-15T00:00:00Z"})
    void a_beginning_that_no_calendar_holds_is_refused_by_name(String from) {
        as().body("{\"markdown\":\"- [ ] One\",\"from\":\"%s\"}".formatted(from))
                .post("/api/simulations")
                .then()
                .statusCode(400)
                .body(
                        "detail",
                        equalTo("from: expected a time from 1970-01-01T00:00:00Z to 9998-01-01T00:00:00Z, was "
                                + from));
    }

    @Test
    void the_plan_of_the_night_has_a_beginning_and_an_end() {
        as().get("/api/queue/plan")
                .then()
                .statusCode(200)
                .body("from", notNullValue())
                .body("until", notNullValue())
                .body("builds", notNullValue());
    }

    /** The simulation when it is done, however long this machine takes for it. */
    private static JsonPath simulated() {
        var id = as().body(ASKED).post("/api/simulations").jsonPath().getString("id");
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> as().get("/api/simulations/" + id + "?wait=10").jsonPath(),
                        each -> each.getString("state").equals("done"));
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
