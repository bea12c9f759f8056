package io.afterhours.dashboard;

import static io.afterhours.dashboard.Http.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Progress-service: sessions, their history, and the log of one. */
public final class FakeProgress implements FakeService {
    public final Map<String, ObjectNode> sessions = new LinkedHashMap<>();
    public final List<ObjectNode> log = new ArrayList<>();

    @Override
    public synchronized @Nullable JsonNode read(String path, Map<String, String> query) {
        return switch (path) {
            case "/api/progress" -> {
                var wanted = query.containsKey("builds")
                        ? List.of(query.getOrDefault("builds", "").split(","))
                        : null;
                yield page(
                        sessions.values().stream()
                                .filter(each -> !query.containsKey("session")
                                        || each.path("session").asText().equals(query.get("session")))
                                .filter(each -> wanted == null
                                        || wanted.contains(each.path("build").asText()))
                                .toList(),
                        query);
            }
            case "/api/progress/log" ->
                items(log.stream()
                        .filter(line -> line.path("n").asLong() > Long.parseLong(query.getOrDefault("after", "0")))
                        .filter(line -> line.path("text").asText().contains(query.getOrDefault("q", "")))
                        .limit(Long.parseLong(query.getOrDefault("limit", "200")))
                        .toList());
            default -> history(path.substring("/api/progress/".length()), query);
        };
    }

    @Override
    public Answer command(String method, String path, Map<String, String> query, JsonNode body) {
        return Answer.notFound(path);
    }

    private static JsonNode page(List<ObjectNode> found, Map<String, String> query) {
        int from = Integer.parseInt(query.getOrDefault("after", "0"));
        int to = Math.min(found.size(), from + Integer.parseInt(query.getOrDefault("limit", "50")));
        var page = items(found.subList(from, to));
        return to == found.size() ? page : page.put("next", "" + to);
    }

    /** A session that has reported 120 times, a page of its reports in their order. */
    private @Nullable JsonNode history(String session, Map<String, String> query) {
        var known = sessions.get(session);
        if (known == null) {
            return null;
        }
        int newest = 120 - Integer.parseInt(query.getOrDefault("after", "0"));
        int oldest = Math.max(0, newest - Integer.parseInt(query.getOrDefault("limit", "1000")));
        var shown = known.deepCopy().put("reports", 120).put("next", oldest == 0 ? null : "" + (120 - oldest));
        var recent = shown.putArray("recent");
        for (int i = oldest + 1; i <= newest; i++) {
            recent.addObject()
                    .put("at", Instant.now().minusSeconds(10L * (121 - i)).toString())
                    .put("percent", i / 2.0)
                    .put("state", "Working")
                    .put("message", "Branch " + i + " of 240");
        }
        return shown;
    }
}
