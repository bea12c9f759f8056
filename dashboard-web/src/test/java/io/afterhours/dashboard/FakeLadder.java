package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The retry ladder as the scheduler answers it: two rungs, of which one was tried often enough to have a rate. */
final class FakeLadder {
    private static final String SHIPPED = """
            {"rungs":[
              {"wait":"PT5M","scope":"same","prompt":{"whatFailed":true,"lastLines":true,"whatWasTried":true},"tells":"nobody"},
              {"wait":"PT10M","scope":"smaller","prompt":{"whatFailed":true,"lastLines":true,"whatWasTried":true},"tells":"nobody"}],
             "classes":{
              "verification-failed":{"next":"climbs","useless":[],"options":["retry","smaller","other-agent","take-over","drop"]},
              "timed-out":{"next":"climbs","useless":[1],"options":["retry","smaller","other-agent","take-over","drop"]},
              "rate-limited":{"next":"uncounted","most":0,"options":["retry","smaller","other-agent","take-over","drop"]},
              "auth":{"next":"person","options":["retry","other-agent","take-over","drop"]},
              "lost":{"next":"uncounted","wait":"PT0S","most":5,"options":["retry","smaller","other-agent","take-over","drop"]}}}""";

    private static final String KNOWN = """
            {"policy":"night","waits":[],"rates":{"since":"2026-08-23T20:00:00Z","least":5,"items":[
              {"rung":1,"after":"verification-failed","tried":26,"done":16,"rate":0.615},
              {"rung":2,"after":"verification-failed","tried":3,"done":1},
              {"rung":2,"after":"timed-out","tried":9,"done":7,"rate":0.778}]}}""";

    private final List<ObjectNode> versions = new ArrayList<>();
    private ObjectNode ladder = parsed(SHIPPED);

    FakeLadder() {
        versions.add(JsonNodeFactory.instance.objectNode().put("version", 0).put("note", "as it ships"));
    }

    JsonNode read(String path) {
        if (path.endsWith("/history")) {
            var history = JsonNodeFactory.instance.objectNode();
            history.putArray("items").addAll(versions.reversed());
            return history;
        }
        return view();
    }

    JsonNode command(String path, JsonNode body) {
        ladder = path.endsWith("/rollback") ? parsed(SHIPPED) : body.deepCopy();
        changed(
                path.endsWith("/rollback")
                        ? "back to version " + body.path("version").asInt()
                        : null);
        return view();
    }

    private void changed(@Nullable String note) {
        versions.add(JsonNodeFactory.instance
                .objectNode()
                .put("version", versions.size())
                .put("changedAt", Instant.now().toString())
                .put("changedBy", "person")
                .put("note", note));
    }

    private ObjectNode view() {
        var view = ladder.deepCopy();
        view.setAll(parsed(KNOWN));
        view.setAll(versions.getLast());
        return view;
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
