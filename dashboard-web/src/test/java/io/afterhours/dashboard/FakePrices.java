package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The prices of cost-service: four models, one of which becomes dearer, and reports of two that have no price. */
final class FakePrices {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ROOT = "/api/prices";
    private static final String UNPRICED = ROOT + "/unpriced";

    /** The versions of each model, oldest first. */
    private final Map<String, List<ObjectNode>> models = new LinkedHashMap<>();

    private final Map<String, Integer> unpriced = new LinkedHashMap<>();

    FakePrices() {
        unpriced.put("borealis-1", 3);
        unpriced.put("cinder-2", 2);
        var today = LocalDate.now(ZoneOffset.UTC);
        put("claude-sonnet-4-5", "anthropic", "bundled", List.of(price(null, "3", "15", "0.3", "6")));
        put(
                "gemini-4-argon",
                "google",
                "bundled",
                List.of(price(null, "2", "10", "0.1", null), price(today.plusDays(9), "4", "20", "0.2", null)));
        var present = price(today.minusDays(30), "5", "30", "0.5", null);
        present.putObject("tiers").putObject("batch").put("input", 2.5).put("output", 15);
        put("gpt-5.5", "openai", "import", List.of(price(today.minusDays(90), "6", "36", "0.6", null), present));
        put("o3", "openai", "bundled", List.of(price(null, "10", "40", "0.5", null)));
    }

    private static ObjectNode price(
            @Nullable LocalDate from, String input, String output, String cacheRead, @Nullable String longInput) {
        var price = JSON.objectNode()
                .put("input", new BigDecimal(input))
                .put("output", new BigDecimal(output))
                .put("cacheRead", new BigDecimal(cacheRead));
        if (from != null) {
            price.put("from", from.toString());
        }
        if (longInput != null) {
            price.putObject("longContext")
                    .put("above", 200_000)
                    .put("input", new BigDecimal(longInput))
                    .put("output", new BigDecimal("22.5"));
        }
        return price;
    }

    private ObjectNode put(String model, String provider, String origin, List<? extends JsonNode> prices) {
        var versions = models.computeIfAbsent(model, each -> new ArrayList<>());
        var version = JSON.objectNode()
                .put("model", model)
                .put("provider", provider)
                .put("version", versions.size() + 1)
                .put("at", Instant.now().minusSeconds(3600).toString())
                .put("by", origin.equals("bundled") ? "afterhours" : "person")
                .put("origin", origin);
        if (!origin.equals("edit")) {
            version.put("note", origin.equals("import") ? "LiteLLM" : "snapshot of 2026-11-21");
        }
        version.putArray("aliases");
        version.putArray("prices").addAll(prices);
        versions.add(version);
        return version;
    }

    /** The answer to a GET; null where there is nothing at that path. */
    synchronized @Nullable JsonNode read(String path) {
        if (path.equals(ROOT)) {
            var list = JSON.objectNode()
                    .put("snapshot", "2026-11-21")
                    .put("asOf", Instant.now().toString());
            list.putArray("models")
                    .addAll(models.values().stream().map(List::getLast).toList());
            return list.deepCopy();
        }
        if (path.equals(UNPRICED)) {
            return Answer.items(unpriced.entrySet().stream()
                            .map(each -> JSON.objectNode()
                                    .put("model", each.getKey())
                                    .put("entries", each.getValue())
                                    .put(
                                            "firstAt",
                                            Instant.now().minusSeconds(7200).toString())
                                    .put(
                                            "lastAt",
                                            Instant.now().minusSeconds(600).toString()))
                            .toList())
                    .body();
        }
        var versions = path.endsWith("/history") ? models.get(path.split("/", -1)[3]) : null;
        return versions == null ? null : Answer.items(versions.reversed()).body();
    }

    synchronized Answer command(String path, Map<String, String> query, JsonNode body) {
        return switch (path) {
            case UNPRICED -> fill(body.path("model").asText());
            case ROOT + "/import" -> take(query, body);
            default -> set(path.substring(ROOT.length() + 1), body);
        };
    }

    private Answer fill(String model) {
        var priced = models.containsKey(model) ? Objects.requireNonNullElse(unpriced.remove(model), 0) : 0;
        return Answer.ok(JSON.objectNode()
                .put("entries", priced)
                .put("cost", priced == 0 ? "0.00" : "0.42")
                .put("left", unpriced.getOrDefault(model, 0)));
    }

    private Answer set(String model, JsonNode body) {
        var known = models.containsKey(model) ? models.get(model).getLast() : null;
        if (body.path("provider").asText().isEmpty()) {
            return Answer.invalid("provider", "1 to 40 of a-z, 0-9 and -", "nothing");
        }
        for (int i = 0; i < body.path("prices").size(); i++) {
            for (var field : List.of("input", "output", "cacheRead")) {
                var rate = body.path("prices").path(i).path(field);
                if (rate.isTextual() && !rate.asText().matches("\\d+(\\.\\d+)?")) {
                    return Answer.invalid("prices[" + i + "]." + field, "a number", rate.asText());
                }
            }
        }
        var version = known == null ? 0 : known.path("version").asInt();
        if (body.path("version").asInt() != version) {
            return Answer.conflict("changed since", "The prices of " + model + " are of version " + version + ".");
        }
        var prices = new ArrayList<JsonNode>();
        body.path("prices").forEach(prices::add);
        var written = put(model, body.path("provider").asText(), "edit", prices);
        if (body.has("note")) {
            written.set("note", body.get("note"));
        }
        return Answer.ok(written);
    }

    /** A list in LiteLLM's form; it is read as far as the input rates. */
    private Answer take(Map<String, String> query, JsonNode list) {
        var from = query.getOrDefault("from", LocalDate.now(ZoneOffset.UTC).toString());
        var report =
                JSON.objectNode().put("source", "LiteLLM").put("from", from).put("unchanged", 1);
        report.putArray("skipped").addObject().put("name", "odd-one").put("reason", "it has no output_cost_per_token");
        var changes = report.putArray("changes");
        for (var each : list.properties()) {
            if (!each.getValue().has("input_cost_per_token")) {
                return Answer.invalid(
                        "payload",
                        "LiteLLM's model_prices_and_context_window.json or models.dev's api.json",
                        "another JSON document");
            }
            if (!each.getKey().equals(query.get("except"))) {
                change(changes, each.getKey(), from, each.getValue());
            }
        }
        if (query.containsKey("apply")) {
            changes.forEach(change -> put(
                    change.path("model").asText(),
                    "openai",
                    "import",
                    List.of(change.path("after").deepCopy())));
        }
        return Answer.ok(report);
    }

    private void change(ArrayNode changes, String model, String from, JsonNode row) {
        var million = new BigDecimal("1000000");
        var after = JSON.objectNode()
                .put("from", from)
                .put("input", row.path("input_cost_per_token").decimalValue().multiply(million))
                .put("output", row.path("output_cost_per_token").decimalValue().multiply(million));
        var change = changes.addObject().put("model", model);
        if (models.containsKey(model)) {
            change.set("before", models.get(model).getLast().at("/prices/0"));
        }
        change.set("after", after);
    }
}
