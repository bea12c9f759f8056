package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How services are asked and answer: pages of items, problems, and what stands behind the question mark. */
final class Http {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Http() {}

    static ObjectNode items(List<? extends JsonNode> items) {
        var page = JSON.objectNode();
        ArrayNode list = page.putArray("items");
        items.forEach(item -> list.add(item.deepCopy()));
        return page;
    }

    static ObjectNode problem(int status, String detail) {
        return JSON.objectNode()
                .put("type", "/problems/invalid")
                .put("title", "invalid")
                .put("status", status)
                .put("detail", detail);
    }

    static Map<String, String> query(@Nullable String raw) {
        var query = new LinkedHashMap<String, String>();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    static void answer(HttpExchange exchange, Answer answer) throws IOException {
        send(exchange, answer.status(), answer.body());
    }

    static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
