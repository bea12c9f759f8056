package io.afterhours.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test of the service as it runs, with real PostgreSQL, real NATS and HTTP, a policy that is always open, and a runner
 * that plays by the script.
 */
abstract class ServiceTest {
    private static final String ALWAYS_OPEN = """
            {"bands":[{"name":"always","days":"every day","from":"00:00","to":"24:00","slots":3}],"retryWaits":["0s","0s"]}""";

    NatsServer nats;

    @Inject
    Jdbi jdbi;

    private @Nullable ScriptedRunner runner;

    @BeforeEach
    void a_policy_that_is_always_open() {
        as().body(ALWAYS_OPEN).put("/api/policies/always").then().statusCode(200);
        as().post("/api/policies/always/use").then().statusCode(200);
        as().post("/api/control/resume").then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        var started = new ScriptedRunner("runner-1", nats);
        started.report(3);
        await().until(() -> slots() >= 3);
        runner = started;
    }

    @AfterEach
    void everything_ends() throws InterruptedException {
        as().body("{\"mode\":\"pause\"}").post("/api/control/pause").then().statusCode(200);
        var open = as().get("/api/builds?state=queued,retrying,dispatched,running,verifying,escalated&limit=500")
                .jsonPath();
        for (var id : open.getList("items.id", String.class)) {
            as().post("/api/builds/" + id + "/cancel").then().statusCode(200);
        }
        runner().drain(jdbi);
        runner().close();
    }

    static String add(String build) {
        JsonPath added = as().body(build)
                .post("/api/builds")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return added.getString("id");
    }

    static void awaitState(String id, String state) {
        await().untilAsserted(() -> assertThat(
                        as().get("/api/builds/" + id).jsonPath().getString("state"))
                .isEqualTo(state));
    }

    AttemptDispatched taken() {
        var attempt = runner().take(Duration.ofSeconds(10));
        assertThat(attempt).as("a dispatched attempt").isNotNull();
        return attempt;
    }

    ScriptedRunner runner() {
        assertThat(runner).isNotNull();
        return runner;
    }

    private static int slots() {
        return as().get("/api/runners").jsonPath().getInt("items.slots.sum() ?: 0");
    }

    static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
