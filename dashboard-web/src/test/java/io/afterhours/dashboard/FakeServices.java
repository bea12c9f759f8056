package io.afterhours.dashboard;

import static io.afterhours.dashboard.Http.items;
import static io.afterhours.dashboard.Http.problem;
import static io.afterhours.dashboard.Http.query;
import static io.afterhours.dashboard.Http.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The three services as the gateway sees them: their documents, their refusals, and the events they publish when something
 * was done. Each can be taken away and brought back on its port.
 */
public final class FakeServices implements AutoCloseable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> FINAL = List.of("finished", "failed", "cancelled", "rejected");

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

    public final Map<String, ObjectNode> builds = new LinkedHashMap<>();
    public final Map<String, ObjectNode> escalations = new LinkedHashMap<>();
    public final Map<String, ObjectNode> sessions = new LinkedHashMap<>();
    public final Map<String, String> costs = new LinkedHashMap<>();
    public final Map<String, ObjectNode> budgets = new LinkedHashMap<>();
    /** What is said of why a build waits where it is asked for alone, and not in a list. */
    public final Map<String, String> inFull = new ConcurrentHashMap<>();

    public final ObjectNode batch = Night.batch();
    private final ObjectNode window = JSON.objectNode()
            .put("agent", "claude")
            .put("window", "five-hour")
            .put("usedPercent", 92)
            .put("reservePercent", 10)
            .put("resetsAt", Instant.now().plusSeconds(5400).toString())
            .put("state", "reserved")
            .put("saidAt", Instant.now().minusSeconds(120).toString());
    public final Map<String, ObjectNode> agents = new LinkedHashMap<>();
    /** Builds that the next plan by hand starts. */
    public final List<String> startedNext = new CopyOnWriteArrayList<>();

    public final List<ObjectNode> log = new ArrayList<>();
    public final List<Command> commands = new CopyOnWriteArrayList<>();

    private final Map<String, HttpServer> servers = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Connection bus;
    private final FakePolicies policies = new FakePolicies();
    public final FakeControl control = new FakeControl(builds, policies);
    private final FakeCosts spent = new FakeCosts();
    private final FakeNightPlan plan = new FakeNightPlan();
    private final FakeSimulations simulations = new FakeSimulations();
    private final FakeSafety safety = new FakeSafety();
    private final FakeAudit audit = new FakeAudit();
    private volatile FakeQuarantine quarantine = new FakeQuarantine();
    private volatile FakePrices prices = new FakePrices();
    /** Whether the limit of a provider was lifted. */
    public volatile boolean lifted;

    private volatile CompletableFuture<Void> answers = CompletableFuture.completedFuture(null);

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

    /** Has answers to escalations take effect at once, and their senders wait for the reply until the result is completed. */
    public CompletableFuture<Void> holdAnswers() {
        answers = new CompletableFuture<>();
        return answers;
    }

    /** Has the prices be as they were at the start. */
    public void resetPrices() {
        prices = new FakePrices();
    }

    /** Has in quarantine what was there at the start. */
    public void resetQuarantine() {
        quarantine = new FakeQuarantine();
    }

    /** A build, which must be there. */
    public ObjectNode build(String id) {
        return Objects.requireNonNull(builds.get(id), id);
    }

    /** An escalation, which must be there. */
    public ObjectNode escalation(String id) {
        return Objects.requireNonNull(escalations.get(id), id);
    }

    /** Changes a build and tells of it, as the scheduler does. */
    public synchronized void change(String id, String state, @Nullable String text) {
        var build = build(id);
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
                "verdict",
                "text")) {
            if (build.hasNonNull(field)) {
                event.set(field, build.get(field));
            }
        }
        event.put("attempt", build.path("attempts").size())
                .put("at", Instant.now().toString());
        publish("build.changed." + build.path("id").asText(), event);
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
            var path = exchange.getRequestURI().getPath();
            var query = query(exchange.getRequestURI().getRawQuery());
            if (!("Bearer " + DashboardServers.TOKEN)
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, JSON.objectNode().put("detail", "no token"));
            } else if (exchange.getRequestMethod().equals("GET")) {
                if (path.equals("/api/context")) {
                    asked.add(exchange.getRequestHeaders().getFirst("X-Afterhours-By")
                            + (exchange.getRequestHeaders().containsKey("X-Afterhours-Unasked") ? " unasked" : ""));
                }
                var document = path.equals("/api/quarantine") ? quarantine.read(service, query) : read(path, query);
                send(exchange, document == null ? 404 : 200, document == null ? problem(404, path) : document);
            } else {
                var body = exchange.getRequestBody().readAllBytes();
                var json = body.length == 0 ? JSON.objectNode() : Json.read(body, JsonNode.class);
                commands.add(new Command(
                        service,
                        exchange.getRequestMethod(),
                        path,
                        json,
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                        exchange.getRequestHeaders().getFirst(Trace.HEADER),
                        exchange.getRequestHeaders().getFirst("X-Afterhours-Agent")));
                if (path.startsWith("/api/quarantine/")) {
                    Http.answer(exchange, quarantine.command(service, exchange.getRequestMethod(), path));
                } else {
                    command(exchange, path, json);
                }
            }
        }
    }

    private synchronized @Nullable JsonNode read(String path, Map<String, String> query) {
        if (path.equals("/api/builds")) {
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
                    .filter(build -> states == null
                            || states.contains(build.path("state").asText()))
                    .toList()
                    .reversed());
        }
        if (path.endsWith("/events")) {
            var events = JSON.objectNode();
            events.putArray("items")
                    .addObject()
                    .put("at", Instant.now().minusSeconds(300).toString())
                    .put("type", "queued")
                    .put("text", "from the command line");
            return events;
        }
        if (path.startsWith("/api/builds/")) {
            return alone(path.substring("/api/builds/".length()));
        }
        return switch (path) {
            case "/api/escalations" ->
                items(escalations.values().stream()
                        .filter(each -> each.path("state").asText().equals("open"))
                        .toList());
            case "/api/control" -> control.read();
            case "/api/calendar" -> Night.calendars();
            case "/api/queue/next" -> items(next(Integer.parseInt(query.getOrDefault("n", "10"))));
            case "/api/queue/stats" -> stats();
            case "/api/agents" -> items(List.copyOf(agents.values()));
            case "/api/estimates" -> Night.estimates();
            case "/api/safety" -> safety.read();
            case "/api/audit" -> audit.read(query);
            case "/api/batches" -> items(List.of(batch, Night.endedBatch()));
            case "/api/limits" -> items(lifted ? List.of() : List.of(Night.limit()));
            case "/api/runners" ->
                items(List.of(JSON.objectNode()
                        .put("runner", "runner-1")
                        .put("pool", "default")
                        .put("slots", 3)
                        .put("used", 3)
                        .put("state", "ready")
                        .put("lastSeen", Instant.now().toString())));
            case "/api/progress" -> {
                var wanted = query.containsKey("builds")
                        ? List.of(query.getOrDefault("builds", "").split(","))
                        : null;
                yield items(sessions.values().stream()
                        .filter(each -> wanted == null
                                || wanted.contains(each.path("build").asText()))
                        .toList());
            }
            case "/api/progress/log" ->
                items(log.stream()
                        .filter(line -> line.path("n").asLong() > Long.parseLong(query.getOrDefault("after", "0")))
                        .filter(line -> line.path("text").asText().contains(query.getOrDefault("q", "")))
                        .limit(Long.parseLong(query.getOrDefault("limit", "200")))
                        .toList());
            case "/api/costs/builds" ->
                items(Arrays.stream(query.getOrDefault("ids", "").split(","))
                        .filter(costs::containsKey)
                        .map(id -> JSON.objectNode().put("build", id).put("cost", costs.get(id)))
                        .toList());
            case "/api/budgets" -> items(List.copyOf(budgets.values()));
            case "/api/windows" -> items(List.of(window));
            case "/api/models" -> FakeModels.of(query);
            case "/api/reservations" ->
                items(List.of(JSON.objectNode().put("budget", "day").put("reserved", "1.50")));
            case "/api/forecast" -> FakeForecast.of();
            case "/api/costs" ->
                JSON.objectNode().set("unknown", JSON.objectNode().put("calls", 0));
            case "/api/queue/plan", "/api/queue/plan/last" -> plan.read(path);
            default ->
                path.startsWith("/api/progress/")
                        ? history(path.substring("/api/progress/".length()), query)
                        : path.startsWith("/api/simulations/")
                                ? simulations.read(path)
                                : path.startsWith("/api/costs/")
                                        ? spent.read(path, query)
                                        : path.startsWith("/api/prices") ? prices.read(path) : policies.read(path);
        };
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

    private void command(HttpExchange exchange, String path, JsonNode body) throws IOException {
        var parts = path.split("/", -1);
        if (path.equals("/api/builds")) {
            add(exchange, body);
        } else if (path.equals("/api/builds/batch")) {
            send(exchange, 200, queued(body));
        } else if (path.startsWith("/api/builds/") && parts.length == 5) {
            var id = parts[3];
            switch (parts[4]) {
                case "approve" -> {
                    build(id).remove("verdict");
                    change(id, "queued", "approved");
                }
                case "reject" -> change(id, "rejected", "rejected");
                case "cancel" -> change(id, "cancelled", "cancelled");
                case "retry" -> change(id, "queued", "queued again");
                case "prioritize" -> {
                    build(id).put("priority", body.path("priority").asText());
                    change(id, build(id).path("state").asText(), null);
                }
                default -> send(exchange, 404, problem(404, path));
            }
            send(exchange, 200, build(id));
        } else if (path.startsWith("/api/escalations/")) {
            var escalation = escalation(parts[3]);
            if (parts[4].equals("acknowledge")) {
                escalation
                        .put("state", "acknowledged")
                        .put("acknowledgedBy", "Ada")
                        .set("snoozedUntil", body.path("until"));
                publish("escalation.acknowledged." + parts[3], escalation);
            } else {
                escalation.put("state", "answered").set("answer", body.path("option"));
                publish("escalation.answered." + parts[3], escalation);
                answers.join();
            }
            send(exchange, 200, escalation);
        } else if (path.startsWith("/api/batches/") && parts.length == 5) {
            send(exchange, 200, batch.put("state", parts[4].equals("accept") ? "accepted" : "dismissed"));
        } else if (path.equals("/api/simulations")) {
            var wrong = FakeSimulations.wrong(body);
            if (wrong == null) {
                send(exchange, 202, simulations.start(body));
            } else {
                var problem = problem(400, "The request is not valid.");
                problem.putArray("errors").add(wrong);
                send(exchange, 400, problem);
            }
        } else if (path.startsWith("/api/queue/plan/")) {
            var answer = plan.command(path, body);
            send(exchange, answer == null ? 404 : 200, answer == null ? problem(404, path) : answer);
        } else if (path.equals("/api/control/spawn")) {
            send(exchange, 200, spawned());
        } else if (path.startsWith("/api/control/")) {
            send(
                    exchange,
                    200,
                    control.steered(
                            path.endsWith("resume")
                                    ? "resume"
                                    : body.path("mode").asText("pause")));
        } else if (path.equals("/api/agents")) {
            var name = body.path("name").asText();
            agents.put(
                    name,
                    JSON.objectNode()
                            .put("agent", name)
                            .put("addedAt", Instant.now().toString()));
            send(
                    exchange,
                    201,
                    JSON.objectNode()
                            .put("agent", name)
                            .put("natsUrl", "nats://localhost:4222")
                            .put("credentials", "-----BEGIN NATS USER JWT-----")
                            .put("inboxPrefix", "_INBOX_" + name + "."));
        } else if (path.startsWith("/api/budgets/") && parts.length == 7) {
            Http.answer(exchange, FakeBudgets.exempt(budgets, exchange.getRequestMethod(), parts));
        } else if (path.startsWith("/api/budgets/")) {
            Http.answer(exchange, FakeBudgets.command(budgets, exchange.getRequestMethod(), parts[3], body));
        } else if (path.equals("/api/limits/codex")) {
            lifted = true;
            send(exchange, 200, items(List.of()));
        } else if (path.startsWith("/api/safety/")) {
            Http.answer(exchange, safety.command(exchange.getRequestMethod(), path, body));
        } else if (path.startsWith("/api/prices/")) {
            var query = query(exchange.getRequestURI().getRawQuery());
            Http.answer(exchange, prices.command(path, query, body));
        } else if (path.startsWith("/api/windows/")) {
            window.set("reservePercent", body.path("reservePercent"));
            send(exchange, 200, items(List.of(window)));
        } else {
            var answer = policies.command(exchange.getRequestMethod(), path, body);
            send(exchange, answer == null ? 404 : 200, answer == null ? problem(404, path) : answer);
        }
    }

    /** What a plan started, and of what waits why. */
    private ObjectNode spawned() {
        var answer = JSON.objectNode().put("more", 0);
        startedNext.forEach(id -> {
            answer.withArray("started")
                    .addObject()
                    .put("id", id)
                    .put("title", build(id).path("title").asText());
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
        return answer;
    }

    private void add(HttpExchange exchange, JsonNode body) throws IOException {
        if (body.hasNonNull("effort") && !body.get("effort").asText().matches("\\d+h|PT.*")) {
            var problem = problem(400, "The effort cannot be read.");
            problem.putArray("errors")
                    .addObject()
                    .put("field", "effort")
                    .put("expected", "a duration such as 2h or PT2H")
                    .put("was", body.get("effort").asText());
            send(exchange, 400, problem);
            return;
        }
        var id = "B-" + (100 + builds.size());
        var build = Night.build(id, body.path("title").asText(), "queued", "medium");
        synchronized (this) {
            builds.put(id, build);
        }
        tell(build);
        send(exchange, 201, build);
    }

    private ObjectNode queued(JsonNode batch) {
        var answer = JSON.objectNode().put("queued", batch.size());
        var items = answer.putArray("items");
        builds.keySet().stream()
                .limit(batch.size())
                .forEach(id -> items.addObject()
                        .put("index", items.size() - 1)
                        .put("status", "queued")
                        .put("id", id));
        return answer;
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
