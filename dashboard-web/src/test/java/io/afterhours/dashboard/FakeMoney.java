package io.afterhours.dashboard;

import static io.afterhours.dashboard.Http.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cost-service: what builds cost, budgets, prices, and the window of one subscription. */
public final class FakeMoney implements FakeService {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    public final Map<String, String> costs = new LinkedHashMap<>();
    public final Map<String, ObjectNode> budgets = new LinkedHashMap<>();

    private final ObjectNode window = JSON.objectNode()
            .put("agent", "claude")
            .put("window", "five-hour")
            .put("usedPercent", 92)
            .put("reservePercent", 10)
            .put("resetsAt", Instant.now().plusSeconds(5400).toString())
            .put("state", "reserved")
            .put("saidAt", Instant.now().minusSeconds(120).toString());
    private final FakeCosts spent = new FakeCosts();
    private volatile FakePrices prices = new FakePrices();

    /** Has the prices be as they were at the start. */
    public void resetPrices() {
        prices = new FakePrices();
    }

    @Override
    public synchronized @Nullable JsonNode read(String path, Map<String, String> query) {
        return switch (path) {
            case "/api/costs/builds" ->
                items(Arrays.stream(query.getOrDefault("ids", "").split(","))
                        .filter(costs::containsKey)
                        .map(id -> JSON.objectNode().put("build", id).put("cost", costs.get(id)))
                        .toList());
            case "/api/budgets" -> items(List.copyOf(budgets.values()));
            case "/api/windows" -> items(List.of(window));
            case "/api/models" -> FakeModels.of(query);
            case "/api/forecast" -> FakeForecast.of();
            case "/api/costs" ->
                JSON.objectNode().set("unknown", JSON.objectNode().put("calls", 0));
            default -> path.startsWith("/api/costs/") ? spent.read(path, query) : prices.read(path);
        };
    }

    @Override
    public Answer command(String method, String path, Map<String, String> query, JsonNode body) {
        var parts = path.split("/", -1);
        return switch (parts[2]) {
            case "budgets" ->
                parts.length == 7
                        ? FakeBudgets.exempt(budgets, method, parts)
                        : FakeBudgets.command(budgets, method, parts[3], body);
            case "prices" -> prices.command(path, query, body);
            case "windows" -> {
                window.set("reservePercent", body.path("reservePercent"));
                yield Answer.items(List.of(window));
            }
            default -> Answer.notFound(path);
        };
    }
}
