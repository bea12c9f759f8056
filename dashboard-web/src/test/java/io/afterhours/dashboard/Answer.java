package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** What a played service answers to a command. */
record Answer(int status, JsonNode body) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static Answer ok(JsonNode body) {
        return new Answer(200, body.deepCopy());
    }

    static Answer items(List<? extends JsonNode> items) {
        var page = JSON.objectNode();
        var list = page.putArray("items");
        items.forEach(each -> list.add(each.deepCopy()));
        return new Answer(200, page);
    }

    static Answer conflict(String type, String detail) {
        return problem(409, type, detail);
    }

    static Answer notFound(String path) {
        return problem(404, "not found", path);
    }

    /** A refusal of one field. */
    static Answer invalid(String field, String expected, String was) {
        var answer = problem(400, "invalid", field + ": expected " + expected + ", was " + was);
        answer.body()
                .<ArrayNode>withArray("errors")
                .addObject()
                .put("field", field)
                .put("expected", expected)
                .put("was", was);
        return answer;
    }

    private static Answer problem(int status, String title, String detail) {
        return new Answer(
                status,
                JSON.objectNode()
                        .put("type", "/problems/" + title.replace(' ', '-'))
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail));
    }
}
