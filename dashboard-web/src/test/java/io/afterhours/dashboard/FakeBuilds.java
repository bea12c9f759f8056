package io.afterhours.dashboard;

import static io.afterhours.dashboard.Http.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The scheduler's builds: how they are read, queued and steered, and the events that tell of it. */
public final class FakeBuilds {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> FINAL = List.of("finished", "failed", "cancelled", "rejected");

    /** What is said of why a build waits where it is asked for alone, and not in a list. */
    public final Map<String, String> inFull = new ConcurrentHashMap<>();
    /** Builds that the next plan by hand starts. */
    public final List<String> startedNext = new CopyOnWriteArrayList<>();

    private final Map<String, ObjectNode> builds = new LinkedHashMap<>();
    private final BiConsumer<String, JsonNode> bus;

    FakeBuilds(BiConsumer<String, JsonNode> bus) {
        this.bus = bus;
    }

    /** A build, which must be there. */
    public ObjectNode get(String id) {
        return Objects.requireNonNull(builds.get(id), id);
    }

    public Collection<ObjectNode> all() {
        return builds.values();
    }

    void put(String id, ObjectNode build) {
        builds.put(id, build);
    }

    /** Changes a build and tells of it, as the scheduler does. */
    public synchronized void change(String id, String state, @Nullable String text) {
        var build = get(id);
        var now = Instant.now().toString();
        build.put("state", state).put("version", build.path("version").asLong() + 1);
        if (state.equals("running")) {
            build.put("startedAt", now);
            build.remove("verdict");
        }
        if (FINAL.contains(state)) {
            build.put("endedAt", now);
        }
        if (text != null) {
            build.put("text", text);
        }
        tell(build);
    }

    /** Publishes a build as it stands. */
    public void tell(ObjectNode build) {
        var event = JSON.objectNode();
        for (var field : List.of(
                "id",
                "version",
                "state",
                "title",
                "priority",
                "category",
                "kind",
                "tags",
                "agent",
                "session",
                "createdAt",
                "startedAt",
                "endedAt",
                "eta",
                "deadline",
                "verdict",
                "text")) {
            if (build.hasNonNull(field)) {
                event.set(field, build.get(field));
            }
        }
        event.put("attempt", build.path("attempts").size())
                .put("at", Instant.now().toString());
        bus.accept("build.changed." + build.path("id").asText(), event);
    }

    /** What is under {@code /api/builds} and {@code /api/queue}; null where there is nothing. */
    synchronized @Nullable JsonNode read(String path, Map<String, String> query) {
        return switch (path) {
            case "/api/builds" -> list(query);
            case "/api/queue/next" -> items(next(Integer.parseInt(query.getOrDefault("n", "10"))));
            case "/api/queue/stats" -> stats();
            default -> path.endsWith("/events") ? events() : alone(path.substring("/api/builds/".length()));
        };
    }

    /** What is done under {@code /api/builds}. */
    Answer command(String path, JsonNode body) {
        if (path.equals("/api/builds")) {
            return add(body);
        }
        if (path.equals("/api/builds/batch")) {
            return queued(body);
        }
        var parts = path.split("/", -1);
        if (parts.length != 5) {
            return Answer.notFound(path);
        }
        var id = parts[3];
        switch (parts[4]) {
            case "approve" -> {
                get(id).remove("verdict");
                change(id, "queued", "approved");
            }
            case "reject" -> change(id, "rejected", "rejected");
            case "cancel" -> change(id, "cancelled", "cancelled");
            case "retry" -> change(id, "queued", "queued again");
            case "prioritize" -> {
                get(id).put("priority", body.path("priority").asText());
                change(id, get(id).path("state").asText(), null);
            }
            case "deadline" -> {
                if (body.hasNonNull("deadline")) {
                    get(id).set("deadline", body.path("deadline"));
                } else {
                    get(id).remove("deadline");
                }
                change(id, get(id).path("state").asText(), null);
            }
            default -> {
                return Answer.notFound(path);
            }
        }
        return Answer.ok(get(id));
    }

    /** What a plan by hand started, and of what waits why. */
    Answer planned() {
        var answer = JSON.objectNode().put("more", 0);
        startedNext.forEach(id -> {
            answer.withArray("started")
                    .addObject()
                    .put("id", id)
                    .put("title", get(id).path("title").asText());
            change(id, "running", null);
        });
        startedNext.clear();
        answer.withArray("started");
        var held = answer.putArray("held");
        next(200)
                .forEach(each -> held.addObject()
                        .put("id", each.path("build").asText())
                        .put("title", each.path("title").asText())
                        .set("verdict", each.path("verdict")));
        return Answer.ok(answer);
    }

    private JsonNode list(Map<String, String> query) {
        if (query.containsKey("ids")) {
            return items(Arrays.stream(query.getOrDefault("ids", "").split(","))
                    .map(builds::get)
                    .filter(Objects::nonNull)
                    .toList());
        }
        var states = query.containsKey("state")
                ? List.of(query.getOrDefault("state", "").split(","))
                : null;
        return items(builds.values().stream()
                .filter(build ->
                        states == null || states.contains(build.path("state").asText()))
                .toList()
                .reversed());
    }

    private static JsonNode events() {
        var events = JSON.objectNode();
        events.putArray("items")
                .addObject()
                .put("at", Instant.now().minusSeconds(300).toString())
                .put("type", "queued")
                .put("text", "from the command line");
        return events;
    }

    private @Nullable JsonNode alone(String id) {
        var build = builds.get(id);
        if (build == null || !inFull.containsKey(id)) {
            return build;
        }
        var full = build.deepCopy();
        ((ObjectNode) full.path("verdict")).put("text", inFull.get(id));
        return full;
    }

    /** What waits, soonest first. */
    private List<ObjectNode> next(int count) {
        return builds.values().stream()
                .filter(each -> each.path("state").asText().equals("queued"))
                .sorted(Comparator.comparing(each -> each.at("/verdict/until").asText("~")))
                .limit(count)
                .map(each -> JSON.objectNode()
                        .put("build", each.path("id").asText())
                        .put("title", each.path("title").asText())
                        .put("priority", each.path("priority").asText())
                        .put("expectedStart", each.at("/verdict/until").textValue())
                        .<ObjectNode>set("verdict", each.path("verdict")))
                .toList();
    }

    private ObjectNode stats() {
        var stats = JSON.objectNode();
        var byState = stats.putObject("byState");
        builds.values().forEach(build -> {
            var state = build.path("state").asText();
            byState.put(state, byState.path(state).asInt() + 1);
        });
        stats.putObject("byPriority").put("high", 1).put("medium", 3).put("low", 3);
        stats.putObject("byKind").put("integration", 7);
        stats.putObject("byBand").put("night", 6).put("waits for a person", 1);
        return stats;
    }

    private Answer add(JsonNode body) {
        if (body.hasNonNull("effort") && !body.get("effort").asText().matches("\\d+h|PT.*")) {
            return Answer.invalid(
                    "effort",
                    "a duration such as 2h or PT2H",
                    body.get("effort").asText());
        }
        var id = "B-" + (100 + builds.size());
        var build = Night.build(id, body.path("title").asText(), "queued", "medium");
        synchronized (this) {
            builds.put(id, build);
        }
        tell(build);
        return new Answer(201, build);
    }

    private Answer queued(JsonNode batch) {
        var answer = JSON.objectNode().put("queued", batch.size());
        var items = answer.putArray("items");
        builds.keySet().stream()
                .limit(batch.size())
                .forEach(id -> items.addObject()
                        .put("index", items.size() - 1)
                        .put("status", "queued")
                        .put("id", id));
        return Answer.ok(answer);
    }
}
