package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Map;

/** What cost-service says of models: one that did well at landing pages, and chores that no model did. */
final class FakeModels {
    private FakeModels() {}

    static JsonNode of(Map<String, String> query) {
        var models = JsonNodeFactory.instance.objectNode();
        models.put("days", Integer.parseInt(query.getOrDefault("days", "30")))
                .put("asOf", Instant.now().toString());
        var items = models.putArray("items");
        items.addObject()
                .put("model", "claude-sonnet-4-5")
                .put("kind", "landing-page")
                .put("builds", 11)
                .put("succeeded", 10)
                .put("failed", 3)
                .put("interrupted", 1)
                .put("retries", 2)
                .put("successRate", 0.769)
                .put("cost", "8.40")
                .put("perSuccess", "0.84")
                .put("unknownCalls", 0)
                .put("minutesP50", 30.5)
                .put("minutesP90", 46.0);
        items.addObject()
                .put("kind", "chore")
                .put("builds", 0)
                .put("succeeded", 0)
                .put("failed", 0)
                .put("interrupted", 2)
                .put("retries", 0)
                .put("cost", "0.00")
                .put("unknownCalls", 0);
        return models;
    }
}
