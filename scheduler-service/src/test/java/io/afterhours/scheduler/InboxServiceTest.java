package io.afterhours.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What is put before the person: builds that failed, consents and questions. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class InboxServiceTest extends ServiceTest {
    @Test
    void puts_the_third_failure_before_the_person_with_options() {
        var id = add("""
                {"title":"Fail for ever","priority":"high"}""");
        for (int i = 0; i < 3; i++) {
            runner().fail(taken(), FailureClass.CRASHED, "It crashed.");
        }
        awaitState(id, "escalated");
        var inbox = as().get("/api/escalations").jsonPath();
        var escalation = inbox.getString("items.find { it.build == '" + id + "' }.id");
        assertThat(inbox.getList("items.find { it.build == '" + id + "' }.options", String.class))
                .contains("retry", "drop");
        as().body("{\"option\":\"drop\"}")
                .post("/api/escalations/" + escalation + "/answer")
                .then()
                .statusCode(200)
                .body("state", equalTo("answered"));
        awaitState(id, "failed");
    }

    @Test
    void starts_a_build_that_needs_consent_only_after_it() {
        var id = add("""
                {"title":"Add a feature","priority":"high","category":"new feature"}""");
        as().get("/api/builds/" + id).then().body("verdict.code", equalTo("approval"));
        var inbox = as().get("/api/escalations").jsonPath();
        assertThat(inbox.getString("items.find { it.build == '" + id + "' }.kind"))
                .isEqualTo("approval");
        as().post("/api/builds/" + id + "/approve").then().statusCode(200);
        var attempt = taken();
        assertThat(attempt.build()).isEqualTo(id);
        runner().succeed(attempt);
        awaitState(id, "finished");
    }

    @Test
    void asks_the_person_before_it_starts_what_an_agent_wants() {
        runner().say("builder", "request", "{\"title\":\"Tidy up\",\"priority\":\"high\",\"category\":\"bug fix\"}");
        await().until(() ->
                as().get("/api/builds?q=Tidy").jsonPath().getList("items").size() == 1);
        as().get("/api/builds?q=Tidy")
                .then()
                .body("items[0].createdBy", equalTo("builder"))
                .body("items[0].verdict.code", equalTo("approval"));
        var inbox = as().get("/api/escalations").jsonPath();
        assertThat(inbox.getString("items.find { it.title == 'Approve: Tidy up' }.question"))
                .contains("builder, an agent, asks for it");
    }

    @Test
    void a_question_over_http_is_of_the_agent_that_the_request_names() {
        as().header("X-Afterhours-Agent", "backup")
                .body("{\"title\":\"Which archive?\"}")
                .post("/api/escalations")
                .then()
                .statusCode(201)
                .body("agent", equalTo("backup"));
        as().header("X-Afterhours-Agent", "scheduler")
                .body("{\"title\":\"Which archive?\"}")
                .post("/api/escalations")
                .then()
                .statusCode(400);
    }
}
