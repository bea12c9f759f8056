package io.afterhours.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Simulations and the night's plan at the running service. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class SimulationServiceTest {
    private static final String ASKED = """
            {"days":3,"policies":["night","saver"],"markdown":"- [ ] Write the Atlas manual\\n- [ ] Back Atlas up\\n",
             "builds":20,"seed":7,"from":"2026-11-22T23:00:00Z","slots":3,"budgets":{"day":5}}""";

    @Test
    void a_markdown_queue_is_simulated_under_two_policies_and_the_same_seed_is_the_same_answer() {
        var once = as().body(ASKED)
                .post("/api/simulations")
                .then()
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("report.builds", equalTo(20))
                .body("report.runs.policy", contains("night", "saver"))
                .body("report.runs[0].budgets[0].name", equalTo("day"))
                .extract()
                .jsonPath();

        as().get("/api/simulations/" + once.getString("id")).then().statusCode(200);
        // What is learned of a kind moves on while the attempts of other tests end, and estimates with it.
        await().untilAsserted(() -> assertThat(report()).isEqualTo(report()));
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

    @Test
    void the_plan_of_the_night_has_a_beginning_and_an_end() {
        as().get("/api/queue/plan")
                .then()
                .statusCode(200)
                .body("from", notNullValue())
                .body("until", notNullValue())
                .body("builds", notNullValue());
    }

    private static Map<String, Object> report() {
        return as().body(ASKED).post("/api/simulations").jsonPath().getMap("report");
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
