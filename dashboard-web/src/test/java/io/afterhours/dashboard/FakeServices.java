package io.afterhours.dashboard;

import static io.afterhours.dashboard.Http.problem;
import static io.afterhours.dashboard.Http.query;
import static io.afterhours.dashboard.Http.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.afterhours.contracts.Json;
import io.afterhours.foundation.trace.Trace;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The three services as the gateway sees them. Each can be taken away and brought back on its port. */
public final class FakeServices implements AutoCloseable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A command that came in. */
    public record Command(
            String service,
            String method,
            String path,
            JsonNode body,
            @Nullable String key,
            @Nullable String trace,
            @Nullable String agent) {}

    /** Who asked for their context, as the scheduler was told, and whether a person did just now. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public final List<Command> commands = new CopyOnWriteArrayList<>();
    public final FakeBuilds builds = new FakeBuilds(this::publish);
    public final FakeScheduler scheduler = new FakeScheduler(builds, this::publish);
    public final FakeMoney money = new FakeMoney();
    public final FakeProgress progress = new FakeProgress();

    /** What happens whenever somebody reads what is at a path: after it was looked up and before it is sent. */
    public final Map<String, Runnable> whileRead = new ConcurrentHashMap<>();

    private final Map<String, FakeService> played = Map.of("scheduler", scheduler, "cost", money, "progress", progress);
    private final Map<String, HttpServer> servers = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Connection bus;
    private volatile FakeQuarantine quarantine = new FakeQuarantine();

    public FakeServices(String natsUrl) {
        try {
            bus = Nats.connect(natsUrl);
            for (var name : List.of("scheduler", "cost", "progress")) {
                ports.put(name, 0);
                bringBack(name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Night.fill(this);
    }

    public String url(String service) {
        return "http://127.0.0.1:" + ports.get(service);
    }

    public void takeAway(String service) {
        var server = servers.remove(service);
        if (server != null) {
            server.stop(0);
        }
    }

    public void bringBack(String service) {
        if (servers.containsKey(service)) {
            return;
        }
        try {
            var server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getOrDefault(service, 0)), 64);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> answer(service, exchange));
            server.start();
            ports.put(service, server.getAddress().getPort());
            servers.put(service, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has in quarantine what was there at the start. */
    public void resetQuarantine() {
        quarantine = new FakeQuarantine();
    }

    /** Publishes and waits until the server has it. */
    public void publish(String subject, JsonNode event) {
        try {
            bus.publish(subject, event.toString().getBytes(StandardCharsets.UTF_8));
            bus.flush(Duration.ofSeconds(5));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(String service, HttpExchange exchange) throws IOException {
        try (exchange) {
            var fake = Objects.requireNonNull(played.get(service));
            var method = exchange.getRequestMethod();
            var path = exchange.getRequestURI().getPath();
            var query = query(exchange.getRequestURI().getRawQuery());
            if (!("Bearer " + DashboardServers.TOKEN)
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, JSON.objectNode().put("detail", "no token"));
            } else if (method.equals("GET")) {
                if (path.equals("/api/context")) {
                    asked.add(exchange.getRequestHeaders().getFirst("X-Afterhours-By")
                            + (exchange.getRequestHeaders().containsKey("X-Afterhours-Unasked") ? " unasked" : ""));
                }
                var document =
                        path.equals("/api/quarantine") ? quarantine.read(service, query) : fake.read(path, query);
                whileRead.getOrDefault(path, () -> {}).run();
                send(exchange, document == null ? 404 : 200, document == null ? problem(404, path) : document);
            } else {
                var body = exchange.getRequestBody().readAllBytes();
                var json = body.length == 0 ? JSON.objectNode() : Json.read(body, JsonNode.class);
                commands.add(new Command(
                        service,
                        method,
                        path,
                        json,
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                        exchange.getRequestHeaders().getFirst(Trace.HEADER),
                        exchange.getRequestHeaders().getFirst("X-Afterhours-Agent")));
                Http.answer(
                        exchange,
                        path.startsWith("/api/quarantine/")
                                ? quarantine.command(service, method, path)
                                : fake.command(method, path, query, json));
            }
        }
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
        try {
            bus.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
