package io.afterhours.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway that answers what it was told to, and remembers what it was asked. */
final class Gateway implements AutoCloseable {
    static final String TOKEN = "a-token-of-some-length";

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    record Answer(int status, String type, String body) {}

    /** A request: method, path with query, body, and the headers that matter. */
    record Request(
            String method,
            String target,
            String body,
            String authorization,
            String type,
            String by,
            String agent,
            String key) {}

    private Gateway(HttpServer server) {
        this.server = server;
    }

    static Gateway start() {
        try {
            var gateway = new Gateway(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            gateway.server.createContext("/", gateway::serve);
            gateway.server.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Answers a request, e.g. {@code GET /api/control}, with JSON; several calls answer in turn, the last one for ever. */
    Gateway on(String request, String json) {
        return on(request, 200, "application/json", json);
    }

    Gateway refuse(String request, int status, String problem) {
        return on(request, status, "application/problem+json", problem);
    }

    Gateway on(String request, int status, String type, String body) {
        answers.computeIfAbsent(request, each -> new ArrayDeque<>()).add(new Answer(status, type, body));
        return this;
    }

    List<Request> requests() {
        return new ArrayList<>(requests);
    }

    Request last() {
        return requests.getLast();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                    String.valueOf(headers.getFirst("Authorization")),
                    String.valueOf(headers.getFirst("Content-Type")),
                    headers.getFirst("X-Afterhours-By")
                            + (headers.containsKey("X-Afterhours-Unasked") ? ", unasked" : ""),
                    String.valueOf(headers.getFirst("X-Afterhours-Agent")),
                    String.valueOf(headers.getFirst("Idempotency-Key")));
            requests.add(request);
            var answer = answer(exchange, request);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            if (answer.status() == 302) {
                exchange.getResponseHeaders().set("Location", answer.body());
            }
            var body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer answer(HttpExchange exchange, Request request) {
        if (!request.authorization().equals("Bearer " + TOKEN)) {
            return new Answer(401, "application/problem+json", "{\"title\":\"unauthorized\",\"status\":401}");
        }
        var known =
                answers.get(request.method() + " " + exchange.getRequestURI().getPath());
        if (known == null) {
            return new Answer(
                    404,
                    "application/problem+json",
                    "{\"type\":\"/problems/not-found\",\"title\":\"not found\",\"status\":404,"
                            + "\"detail\":\"There is nothing at this path.\",\"errors\":[]}");
        }
        synchronized (known) {
            return known.size() > 1 ? known.removeFirst() : known.getFirst();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
