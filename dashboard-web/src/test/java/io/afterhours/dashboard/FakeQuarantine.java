package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What each service refused: one message in the scheduler between two in cost, of which the older can be applied by now. */
final class FakeQuarantine {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<ObjectNode> entries = new CopyOnWriteArrayList<>();

    FakeQuarantine() {
        entries.add(entry(
                "cost",
                1,
                Duration.ofHours(3),
                "agent.claude.usage",
                "Refused 5 times, at last by: model: expected a model of the price list, was \"borealis-1\"",
                "{\"session\":\"s-B-41\",\"model\":\"borealis-1\",\"inputTokens\":4100}"));
        entries.add(entry(
                "scheduler",
                1,
                Duration.ofHours(2),
                "agent.nightwatch.build",
                "title: expected text of 1 to 300 characters, was nothing",
                "{\"prompt\":\"Sweep the stale branches\"}"));
        entries.add(entry(
                "cost",
                2,
                Duration.ofMinutes(8),
                "agent.codex.usage",
                "outputTokens: expected a number from 0 on, was \"-1\"",
                "{\"session\":\"<b>s</b>\",\"outputTokens\":-1}"));
    }

    /** A page of one service. */
    ObjectNode read(String service, Map<String, String> query) {
        var limit = Integer.parseInt(query.getOrDefault("limit", "50"));
        var before = Long.parseLong(query.getOrDefault("after", "999"));
        var found = entries.stream()
                .filter(each -> each.path("of").asText().equals(service))
                .filter(each -> each.path("id").asLong() < before)
                .filter(each -> each.toString().contains(query.getOrDefault("q", "")))
                .sorted(Comparator.comparingLong(each -> -each.path("id").asLong()))
                .limit(limit)
                .toList();
        var page = JSON.objectNode();
        page.putArray("items").addAll(found);
        if (found.size() == limit) {
            page.put("next", found.getLast().path("id").asText());
        }
        return page;
    }

    Answer command(String service, String method, String path) {
        var id = path.split("/", -1)[3];
        var found = entries.stream()
                .filter(each -> each.path("of").asText().equals(service))
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst();
        if (found.isEmpty()) {
            return Answer.notFound(path);
        }
        if (method.equals("DELETE")) {
            entries.remove(found.get());
        } else if (found.get().path("reason").asText().startsWith("Refused 5 times")) {
            found.get().put("replayedAt", Instant.now().toString());
        } else {
            return Answer.conflict(
                    "still refused",
                    "It is refused again: " + found.get().path("reason").asText());
        }
        return Answer.ok(found.get());
    }

    private static ObjectNode entry(
            String service, int id, Duration ago, String subject, String reason, String payload) {
        return JSON.objectNode()
                .put("of", service)
                .put("id", id)
                .put("at", Instant.now().minus(ago).toString())
                .put("stream", "AGENT")
                .put("sequence", 4_100 + id)
                .put("consumer", service + "-agents")
                .put("subject", subject)
                .put("reason", reason)
                .put("payload", payload)
                .put("deliveries", 5);
    }
}
