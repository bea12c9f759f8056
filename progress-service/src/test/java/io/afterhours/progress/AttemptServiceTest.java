package io.afterhours.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The session of a build's attempt, from its announcement to its end, with its log. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class AttemptServiceTest extends ServiceTest {
    @Test
    void follows_an_attempt_from_its_announcement_to_its_end() throws Exception {
        var build = "B-" + session.substring(2, 8);
        build("dispatched", build, 2, BuildState.DISPATCHED, session, null);
        build("started", build, 3, BuildState.RUNNING, session, "runner-1");
        await().untilAsserted(() -> as().get("/api/progress?builds=" + build)
                .then()
                .body("items", hasSize(1))
                .body("items[0].session", equalTo(session))
                .body("items[0].agent", equalTo("runner-1"))
                .body("items[0].task", equalTo("Build landing page"))
                .body("items[0].state", equalTo("Starting")));
        report("runner-1", "{\"session\":\"%s\",\"percent\":60,\"message\":\"half way\"}");
        awaitPercent(60);
        report("mallory", "{\"session\":\"%s\",\"state\":\"Complete\"}");
        await().untilAsserted(
                        () -> assertThat(quarantined("agent.mallory.progress")).contains(session));
        build("finished", build, 4, BuildState.FINISHED, session, "runner-1");
        build("finished", build, 4, BuildState.FINISHED, session, "runner-1");
        await().untilAsserted(() -> as().get("/api/progress?build=" + build)
                .then()
                .body("items[0].percent", equalTo(100.0f))
                .body("items[0].state", equalTo("Complete"))
                .body("items[0].endedAt", notNullValue()));
        await().until(() -> published.stream().anyMatch(ProgressChanged::ended));
    }

    @Test
    void ends_the_session_of_a_build_that_is_cancelled() throws Exception {
        var build = "B-" + session.substring(2, 8);
        build("started", build, 3, BuildState.RUNNING, session, "runner-1");
        build("cancelled", build, 4, BuildState.CANCELLED, null, null);
        await().untilAsserted(() -> as().get("/api/progress?builds=" + build)
                .then()
                .body("items[0].state", equalTo("Cancelled"))
                .body("items[0].endedAt", notNullValue()));
    }

    @Test
    void shows_searches_and_follows_the_log_of_a_build() throws Exception {
        var build = "B-" + session.substring(2, 8);
        build("started", build, 3, BuildState.RUNNING, session, "runner-1");
        publish(
                "agent.runner-1.log",
                session + "-1",
                "{\"session\":\"" + session
                        + "\",\"lines\":[{\"text\":\"Compiling\"},{\"stream\":\"err\",\"text\":\"<b>Warning</b>: deprecated\"}]}");
        publish(
                "agent.runner-1.log",
                session + "-1",
                "{\"session\":\"" + session
                        + "\",\"lines\":[{\"text\":\"Compiling\"},{\"stream\":\"err\",\"text\":\"<b>Warning</b>: deprecated\"}]}");
        publish(
                "agent.runner-1.log",
                session + "-2",
                "{\"session\":\"" + session + "\",\"lines\":[{\"text\":\"Done\"}]}");
        await().untilAsserted(() ->
                as().get("/api/progress/log?build=" + build).then().body("items", hasSize(3)));
        var first = as().get("/api/progress/log?limit=2&build=" + build).jsonPath();
        assertThat(first.getList("items.text")).containsExactly("Compiling", "<b>Warning</b>: deprecated");
        as().get("/api/progress/log?build=" + build + "&after=" + first.getString("next"))
                .then()
                .body("items.text", equalTo(List.of("Done")))
                .body("items[0].session", equalTo(session))
                .body("items[0].stream", equalTo("out"));
        as().get("/api/progress/log?q=wARNing&session=" + session)
                .then()
                .body("items", hasSize(1))
                .body("items[0].stream", equalTo("err"));
    }
}
