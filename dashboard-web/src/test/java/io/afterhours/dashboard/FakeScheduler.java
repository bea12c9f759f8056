package io.afterhours.dashboard;

import static io.afterhours.dashboard.Http.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scheduler-service: builds, escalations, batches, agents, and all by which it decides what starts. */
public final class FakeScheduler implements FakeService {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What has been seen still waits for an answer. */
    private static final Set<String> OPEN = Set.of("open", "acknowledged");

    public final Map<String, ObjectNode> escalations = new LinkedHashMap<>();
    public final Map<String, ObjectNode> agents = new LinkedHashMap<>();
    public final ObjectNode batch = Night.batch();
    public final FakeControl control;
    /** Whether the limit of a provider was lifted. */
    public volatile boolean lifted;

    private final FakeBuilds builds;
    private final BiConsumer<String, JsonNode> bus;
    private final FakePolicies policies = new FakePolicies();
    private final FakeNightPlan plan = new FakeNightPlan();
    private final FakeSimulations simulations = new FakeSimulations();
    private final FakeSafety safety = new FakeSafety();
    private final FakeAudit audit = new FakeAudit();
    private volatile CompletableFuture<Void> answers = CompletableFuture.completedFuture(null);

    FakeScheduler(FakeBuilds builds, BiConsumer<String, JsonNode> bus) {
        this.builds = builds;
        this.bus = bus;
        this.control = new FakeControl(builds, policies);
    }

    /** An escalation, which must be there. */
    public ObjectNode escalation(String id) {
        return Objects.requireNonNull(escalations.get(id), id);
    }

    /** A question that is open until it is closed, which withdraws it. */
    public final class Raised implements AutoCloseable {
        private final List<ObjectNode> asked;

        private Raised(List<ObjectNode> asked) {
            this.asked = asked;
            asked.forEach(each -> {
                escalations.put(id(each), each);
                bus.accept("escalation.raised." + id(each), each);
            });
        }

        @Override
        public void close() {
            asked.forEach(each -> {
                escalations.remove(id(each));
                bus.accept("escalation.answered." + id(each), each.put("state", "answered"));
            });
        }

        private static String id(ObjectNode escalation) {
            return escalation.path("id").asText();
        }
    }

    /** Raises a question like another, with a title of its own and what else it is given. */
    public Raised raise(String like, String id, String title, Consumer<ObjectNode> given) {
        return raise(List.of(alike(like, id, title, given)));
    }

    public Raised raise(List<ObjectNode> asked) {
        return new Raised(asked);
    }

    /** An open question like another, which is not raised. */
    public ObjectNode alike(String like, String id, String title, Consumer<ObjectNode> given) {
        var question =
                escalation(like).deepCopy().put("id", id).put("title", title).put("state", "open");
        given.accept(question);
        return question;
    }

    /** Has answers to escalations take effect at once, and their senders wait for the reply until the result is completed. */
    public CompletableFuture<Void> holdAnswers() {
        answers = new CompletableFuture<>();
        return answers;
    }

    @Override
    public synchronized @Nullable JsonNode read(String path, Map<String, String> query) {
        return switch (path) {
            case "/api/escalations" ->
                items(escalations.values().stream()
                        .filter(each -> OPEN.contains(each.path("state").asText()))
                        .toList());
            case "/api/control" -> control.read();
            case "/api/calendar" -> Night.calendars();
            case "/api/builds", "/api/queue/next", "/api/queue/stats" -> builds.read(path, query);
            case "/api/queue/plan", "/api/queue/plan/last" -> plan.read(path);
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
            case "/api/reservations" ->
                items(List.of(JSON.objectNode().put("budget", "day").put("reserved", "1.50")));
            default ->
                path.startsWith("/api/builds/")
                        ? builds.read(path, query)
                        : path.startsWith("/api/simulations/") ? simulations.read(path) : policies.read(path);
        };
    }

    @Override
    public Answer command(String method, String path, Map<String, String> query, JsonNode body) {
        var parts = path.split("/", -1);
        return switch (parts[2]) {
            case "builds" -> builds.command(path, body);
            case "escalations" -> decided(parts[3], parts[4], body);
            case "batches" -> Answer.ok(batch.put("state", parts[4].equals("accept") ? "accepted" : "dismissed"));
            case "simulations" -> simulations.command(body);
            case "queue" -> found(path, plan.command(path, body));
            case "control" -> steered(path, body);
            case "agents" -> added(body.path("name").asText());
            case "limits" -> {
                lifted = true;
                yield Answer.items(List.of());
            }
            case "safety" -> safety.command(method, path, body);
            default -> found(path, policies.command(method, path, body));
        };
    }

    private Answer decided(String id, String how, JsonNode body) {
        var escalation = escalation(id);
        if (how.equals("acknowledge")) {
            escalation
                    .put("state", "acknowledged")
                    .put("acknowledgedBy", "Ada")
                    .set("snoozedUntil", body.path("until"));
            bus.accept("escalation.acknowledged." + id, escalation);
        } else {
            escalation.put("state", "answered").set("answer", body.path("option"));
            bus.accept("escalation.answered." + id, escalation);
            answers.join();
        }
        return Answer.ok(escalation);
    }

    private Answer steered(String path, JsonNode body) {
        if (path.endsWith("/spawn")) {
            return builds.planned();
        }
        return Answer.ok(control.steered(
                path.endsWith("resume") ? "resume" : body.path("mode").asText("pause"),
                body.path("until").textValue()));
    }

    private Answer added(String name) {
        agents.put(
                name,
                JSON.objectNode()
                        .put("agent", name)
                        .put("addedAt", Instant.now().toString()));
        return new Answer(
                201,
                JSON.objectNode()
                        .put("agent", name)
                        .put("natsUrl", "nats://localhost:4222")
                        .put("credentials", "-----BEGIN NATS USER JWT-----")
                        .put("inboxPrefix", "_INBOX_" + name + "."));
    }

    private static Answer found(String path, @Nullable JsonNode document) {
        return document == null ? Answer.notFound(path) : Answer.ok(document);
    }
}
