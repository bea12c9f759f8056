package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What people did, as the scheduler answers it: two deeds with a reason, and sixty before them. */
final class FakeAudit {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<ObjectNode> deeds = IntStream.rangeClosed(1, 62)
            .mapToObj(FakeAudit::deed)
            .sorted((a, b) -> b.path("id").asInt() - a.path("id").asInt())
            .toList();

    JsonNode read(Map<String, String> query) {
        var limit = Integer.parseInt(query.getOrDefault("limit", "50"));
        var before = Integer.parseInt(query.getOrDefault("after", "999"));
        var found = deeds.stream()
                .filter(each -> each.path("id").asInt() < before)
                .filter(each -> each.toString()
                        .toLowerCase(Locale.ROOT)
                        .contains(query.getOrDefault("q", "").toLowerCase(Locale.ROOT)))
                .limit(limit)
                .toList();
        var page = JSON.objectNode();
        page.putArray("items").addAll(found);
        if (found.size() == limit) {
            page.put("next", found.getLast().path("id").asText());
        }
        return page;
    }

    private static ObjectNode deed(int id) {
        var deed = JSON.objectNode()
                .put("id", id)
                .put("at", Instant.now().minusSeconds(600L * (70 - id)).toString())
                .put("who", id == 61 ? "command line" : "person")
                .put("what", id == 62 ? "approve" : id == 61 ? "pause" : "set context")
                .put("target", id == 62 ? "B-49" : id == 61 ? "suite" : "available")
                .put("result", id == 61 ? "2 builds ended" : "done");
        return id < 61 ? deed : deed.put("why", id == 62 ? "the customers asked <b>twice</b>" : "the line is slow");
    }
}
