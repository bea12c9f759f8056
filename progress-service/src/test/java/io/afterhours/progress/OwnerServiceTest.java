package io.afterhours.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Whose a session is, and whose word about it counts. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class OwnerServiceTest extends ServiceTest {
    @Test
    void refuses_another_agents_word_about_a_session() throws Exception {
        report("builder", "{\"session\":\"%s\",\"percent\":50}");
        awaitPercent(50);
        report("mallory", "{\"session\":\"%s\",\"state\":\"Complete\"}");
        publish("agent.mallory.log", null, "{\"session\":\"" + session + "\",\"lines\":[{\"text\":\"gotcha\"}]}");
        await().untilAsserted(() -> {
            assertThat(quarantined("agent.mallory.progress")).contains(session, "belongs to builder");
            assertThat(quarantined("agent.mallory.log")).contains(session, "belongs to builder");
        });
        as().get("/api/progress/" + session)
                .then()
                .body("percent", equalTo(50.0f))
                .body("reports", equalTo(1));
        as().get("/api/progress/log?session=" + session).then().body("items", empty());
        as().body("{\"session\":\"" + session + "\",\"percent\":60}")
                .post("/api/progress")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/foreign-session"))
                .body("detail", containsString("belongs to builder"));
    }

    @Test
    void a_session_is_of_the_agent_that_the_request_names_and_of_no_other() {
        var report = "{\"session\":\"" + session + "\",\"percent\":60}";
        as().header("X-Afterhours-Agent", "backup")
                .body(report)
                .post("/api/progress")
                .then()
                .statusCode(201)
                .body("agent", equalTo("backup"));
        as().header("X-Afterhours-Agent", "crawler")
                .body(report)
                .post("/api/progress")
                .then()
                .statusCode(409)
                .body("detail", containsString("belongs to backup"));
        as().header("X-Afterhours-Agent", "runner-1")
                .body(report)
                .post("/api/progress")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("X-Afterhours-Agent"));
    }

    @Test
    void a_runner_gets_its_session_back_from_a_stranger_who_spoke_first() throws Exception {
        var build = "B-" + session.substring(2, 8);
        report("mallory", "{\"session\":\"%s\",\"state\":\"Complete\",\"message\":\"all done\"}");
        awaitPercent(100);
        build("started", build, 3, BuildState.RUNNING, session, "runner-1");
        await().untilAsserted(() -> as().get("/api/progress/" + session).then().body("agent", equalTo("runner-1")));
        report("runner-1", "{\"session\":\"%s\",\"percent\":10}");
        await().untilAsserted(() -> as().get("/api/progress/" + session)
                .then()
                .body("agent", equalTo("runner-1"))
                .body("percent", equalTo(10.0f))
                .body("endedAt", nullValue())
                .body("recent[0].mark", equalTo("foreign"))
                .body("recent[1].mark", nullValue()));
    }
}
