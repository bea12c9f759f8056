package io.afterhours.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.afterhours.contracts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;

/** The documents of a suite in which very many builds run at once; all services behind one port. */
final class PlayedServices implements AutoCloseable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final HttpServer server;
    private final byte[] builds;
    private final byte[] sessions;
    private final Map<String, byte[]> others;

    PlayedServices(int running, Instant now) throws IOException {
        builds = Json.write(builds(running, now));
        sessions = Json.write(sessions(running, now));
        others = Map.of(
                "/api/control",
                Json.write(JSON.objectNode().put("mode", "running").put("policy", "night")),
                "/api/queue/stats",
                Json.write(JSON.objectNode().set("byState", JSON.objectNode().put("running", running))),
                "/api/costs",
                Json.write(JSON.objectNode()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static String session(int number) {
        return "s-" + number;
    }

    static String build(int number) {
        return "B-" + number;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var query = uri.getQuery() == null ? "" : uri.getQuery();
            var body = switch (uri.getPath()) {
                case "/api/builds" -> query.contains("running") ? builds : nothing();
                case "/api/progress" -> sessions;
                default -> others.getOrDefault(uri.getPath(), nothing());
            };
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] nothing() {
        return Json.write(JSON.objectNode().set("items", JSON.arrayNode()));
    }

    private static ObjectNode builds(int count, Instant now) {
        var page = JSON.objectNode();
        var items = page.putArray("items");
        for (int i = 1; i <= count; i++) {
            var started = now.minusSeconds(count - i).toString();
            var build = items.addObject()
                    .put("id", build(i))
                    .put("title", "Split part " + i + " of the importer into reader and writer")
                    .put("state", "running")
                    .put("priority", "medium")
                    .put("category", "bug fix")
                    .put("kind", "integration")
                    .put("agent", "claude")
                    .put("createdAt", started)
                    .put("startedAt", started)
                    .put("eta", now.plus(Duration.ofHours(2)).toString())
                    .put("version", 3);
            build.putArray("tags").add("atlas");
            build.putArray("attempts")
                    .addObject()
                    .put("number", 1)
                    .put("session", session(i))
                    .put("state", "running")
                    .put("startedAt", started)
                    .put("runner", "runner-1")
                    .put("agent", "claude");
        }
        return page;
    }

    private static ObjectNode sessions(int count, Instant now) {
        var page = JSON.objectNode();
        var items = page.putArray("items");
        for (int i = 1; i <= count; i++) {
            items.addObject()
                    .put("session", session(i))
                    .put("agent", "claude")
                    .put("build", build(i))
                    .put("percent", i % 100)
                    .put("message", "reading")
                    .put("startedAt", now.toString())
                    .put("updatedAt", now.toString())
                    .put("version", 1);
        }
        return page;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
