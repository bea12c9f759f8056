package io.afterhours.journeys;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** The queue as a person has it: builds go in, and are looked at until they are done. */
record Builds(Api api) {
    /** Has work start at once, whatever the time, and failures be tried again at once; returns when a runner is there. */
    void openAllDay() {
        openAllDay(3);
    }

    void openAllDay(int slots) {
        api.put("/api/policies/open", """
                {"bands":[{"name":"open","from":"00:00","to":"00:00","slots":%d}],"retryWaits":["1s","1s"]}""".formatted(slots));
        api.post("/api/policies/open/use", "{}");
        patiently(Duration.ofSeconds(30))
                .until(() -> api.items("/api/runners").stream()
                        .anyMatch(each -> each.path("state").asText().equals("ready")));
    }

    /** Queues a script, and returns the build's id. */
    String queue(String title, String script) {
        return queue(title, script, null);
    }

    String queue(String title, String script, @Nullable Path workspace) {
        return queue(title, script, workspace, null);
    }

    /** @param cap what an attempt may cost, in dollars */
    String queue(String title, String script, @Nullable Path workspace, @Nullable String cap) {
        var build = Json.mapper()
                .createObjectNode()
                .put("title", title)
                .put("prompt", script)
                .put("priority", "high")
                .put("agent", "shell")
                .put("effort", "15m");
        if (workspace != null) {
            build.put("workspace", workspace.toString());
        }
        if (cap != null) {
            build.put("cap", cap);
        }
        return api.post("/api/builds", build.toString()).path("id").asText();
    }

    JsonNode get(String id) {
        return api.get("/api/builds/" + id);
    }

    String state(String id) {
        return get(id).path("state").asText();
    }

    /** One of a build's attempts, from 1. */
    JsonNode attempt(String id, int number) {
        return get(id).path("attempts").path(number - 1);
    }

    void awaitState(String id, String state) {
        patiently(Duration.ofSeconds(90)).until(() -> state(id).equals(state));
    }

    int slotsUsed() {
        return api.get("/api/control").path("slots").path("used").asInt();
    }

    /** Waits although a part may just be down. */
    static ConditionFactory patiently(Duration atMost) {
        return await().atMost(atMost).pollInterval(Duration.ofMillis(200)).ignoreExceptions();
    }
}
