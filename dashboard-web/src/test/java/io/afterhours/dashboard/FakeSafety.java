package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The safety checks as the scheduler answers them: three answers that stand, and a look at a text that sees one word. */
final class FakeSafety {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> rules = new LinkedHashMap<>();
    private int last;

    FakeSafety() {
        add("destructive", "integration", "delete backups", "they are copies", Duration.ofDays(2));
        add("external", "content", "send newsletter", null, Duration.ofHours(5));
        add("unclear", "content", null, null, Duration.ofMinutes(20));
    }

    ObjectNode read() {
        var safety = JSON.objectNode();
        var checks = safety.putArray("checks");
        Map.of(
                        "unclear", "Too short, no verb, or only a link: nobody could tell when it is done.",
                        "destructive", "It asks to delete something that may be hard to get back.",
                        "external", "It asks for something that other people see or that costs money.")
                .forEach((check, meaning) ->
                        checks.addObject().put("check", check).put("meaning", meaning));
        safety.putArray("rules").addAll(rules.values());
        return safety;
    }

    Answer command(String method, String path, JsonNode body) {
        var id = path.substring(path.lastIndexOf('/') + 1);
        if (id.equals("check")) {
            return looked(body);
        }
        if (method.equals("DELETE")) {
            var rule = rules.remove(id);
            return rule == null ? Answer.notFound(path) : Answer.ok(rule);
        }
        add(
                body.path("check").asText(),
                body.path("kind").asText(),
                body.path("words").textValue(),
                body.path("note").textValue(),
                Duration.ZERO);
        return Answer.ok(read());
    }

    private static Answer looked(JsonNode body) {
        var title = body.path("title").asText();
        if (title.isEmpty()) {
            return Answer.invalid("title", "text of 1 to 300 characters", "blank text");
        }
        var seen = JSON.objectNode();
        for (var field : new String[] {"findings", "held"}) {
            var list = seen.putArray(field);
            if (title.contains("Delete")) {
                list.addObject().put("check", "destructive").putArray("words").add("Delete");
            }
        }
        return Answer.ok(seen);
    }

    private void add(String check, String kind, @Nullable String words, @Nullable String note, Duration ago) {
        var id = "S-" + ++last;
        rules.put(
                id,
                JSON.objectNode()
                        .put("id", id)
                        .put("check", check)
                        .put("kind", kind)
                        .put("words", words)
                        .put("addedAt", Instant.now().minus(ago).toString())
                        .put("addedBy", "person")
                        .put("note", note));
    }
}
