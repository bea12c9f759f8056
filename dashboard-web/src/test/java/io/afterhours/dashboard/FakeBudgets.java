package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How cost-service sets and removes budgets. */
final class FakeBudgets {
    private static final List<String> FOR_ALL = List.of("day", "week", "month");

    private FakeBudgets() {}

    static Answer command(Map<String, ObjectNode> budgets, String method, String name, JsonNode body) {
        if (method.equals("DELETE")) {
            if (FOR_ALL.contains(name)) {
                return Answer.conflict("budget stays", "The budget of the " + name + " cannot be removed.");
            }
            budgets.remove(name);
            return Answer.items(List.copyOf(budgets.values()));
        }
        var limit = body.path("limit").asText();
        if (limit.isEmpty()) {
            return Answer.invalid("limit", "an amount in USD such as \"20.00\"", "nothing");
        }
        if (!limit.matches("-?\\d+(\\.\\d+)?")) {
            return Answer.invalid("limit", "a number", limit);
        }
        if (new BigDecimal(limit).signum() < 0) {
            return Answer.invalid("limit", "an amount in USD from 0 to 100000", limit);
        }
        for (var key : body.path("scope").properties()) {
            if (key.getValue().asText().isBlank()) {
                return Answer.invalid("scope." + key.getKey(), "text of 1 to 128 characters", "blank text");
            }
        }
        var budget = budgets.computeIfAbsent(
                name,
                each -> JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("spent", "1.20")
                        .put("percent", 2.4)
                        .put("state", "ok"));
        for (var field : List.of("limit", "scope", "period", "hard")) {
            if (body.has(field)) {
                budget.set(field, body.get(field));
            }
        }
        return Answer.ok(budget);
    }

    /** How it exempts something or takes that back, under {@code /api/budgets/<name>/exempt/<scope>/<key>}; one at a time here. */
    static Answer exempt(Map<String, ObjectNode> budgets, String method, String[] parts) {
        var budget = Objects.requireNonNull(budgets.get(parts[3]));
        if (parts[5].equals("build") && !parts[6].startsWith("B-")) {
            return Answer.invalid("exempt.build", "a build's id such as B-42", parts[6]);
        }
        var exempt = budget.putArray("exempt");
        if (method.equals("PUT")) {
            exempt.addObject().put(parts[5], parts[6]);
        }
        return Answer.ok(budget);
    }
}
