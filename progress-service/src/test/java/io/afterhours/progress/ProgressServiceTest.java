package io.afterhours.progress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the service says over HTTP, and what it refuses. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ProgressServiceTest extends ServiceTest {
    @Test
    void takes_a_report_over_http_once_per_key() {
        var body = "{\"session\":\"" + session + "\",\"percent\":25,\"message\":\"by hand\"}";
        var key = "key-" + session;
        as().header("Idempotency-Key", key)
                .body(body)
                .post("/api/progress")
                .then()
                .statusCode(201)
                .body("agent", equalTo("http"))
                .body("percent", equalTo(25.0f));
        as().header("Idempotency-Key", key)
                .body(body)
                .post("/api/progress")
                .then()
                .statusCode(200)
                .body("reports", equalTo(1));
        as().header("Idempotency-Key", key)
                .body(body.replace("25", "30"))
                .post("/api/progress")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/key-reused"));
        as().body("{\"session\":\"" + session + "\",\"state\":\"Complete\"}")
                .post("/api/progress")
                .then()
                .statusCode(201)
                .body("endedAt", notNullValue())
                .body("recent", hasSize(2));
    }

    @Test
    void names_the_field_that_is_wrong() {
        refused(as().body("{\"session\":\"s-1\",\"percent\":\"half\"}").post("/api/progress"), "percent", "a number");
        refused(as().body("{\"percent\":5}").post("/api/progress"), "session", "text");
        refused(as().body("{\"session\":\"s-1\",\"percent\":101}").post("/api/progress"), "percent", "0 to 100");
        refused(as().body("").post("/api/progress"), "payload", "a JSON object");
        refused(as().body("{").post("/api/progress"), "payload", "JSON");
        refused(
                as().body("{\"session\":\"s-1\",\"percent\":5,\"at\":\"2099-01-01T00:00:00Z\"}")
                        .post("/api/progress"),
                "at",
                "not later");
        refused(as().get("/api/progress?limit=many"), "limit", "1 to 500");
        refused(as().get("/api/progress?limit=0"), "limit", "1 to 500");
        refused(as().get("/api/progress?ended=perhaps"), "ended", "true or false");
        refused(as().get("/api/progress?after=nowhere"), "after", "cursor");
        refused(as().get("/api/progress/log"), "session", "a session, or a build");
        refused(as().get("/api/progress/log?session=s-1&after=-1"), "after", "a number from 0 on");
    }

    @Test
    void gives_every_operation_of_its_description_a_name_of_its_own() {
        List<String> names = as().get("/q/openapi?format=json")
                .jsonPath()
                .getList("paths.collectMany { it.value.values().operationId }");

        assertThat(names)
                .contains("listProgress", "listQuarantine")
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void has_no_session_that_was_never_reported() {
        as().get("/api/progress/nobody").then().statusCode(404).body("type", equalTo("/problems/not-found"));
        as().get("/api/progress?builds=B-nothing").then().statusCode(200).body("items", empty());
        as().get("/api/progress/log?build=B-nothing").then().statusCode(200).body("items", empty());
        given().get("/api/progress").then().statusCode(401);
    }

    private static void refused(io.restassured.response.Response response, String field, String expected) {
        response.then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .body("errors[0].field", equalTo(field))
                .body("errors[0].expected", containsString(expected));
    }
}
