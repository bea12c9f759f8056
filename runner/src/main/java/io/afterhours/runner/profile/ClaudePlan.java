package io.afterhours.runner.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Claude Code's {@code rate_limit_info} says of the plan it is used under. Only accounts with a subscription have windows of five
 * hours and seven days; what goes beyond them, {@code isUsingOverage}, is charged like calls with a key.
 *
 * @param covers whether the subscription covers what is used
 * @param windows those of which it says how much is used
 */
record ClaudePlan(boolean covers, List<Finding.WindowSaid> windows) {
    /** Nothing was said of a plan. */
    static final ClaudePlan NONE = new ClaudePlan(false, List.of());

    private static final Map<String, String> NAMES = Map.of("five_hour", "five-hour", "seven_day", "weekly");
    private static final double ALL = 100;

    static ClaudePlan of(JsonNode info) {
        var type = info.path("rateLimitType").asText();
        var found = new LinkedHashMap<String, Finding.WindowSaid>();
        for (var each : info.path("unifiedWindows").properties()) {
            keep(found, each.getKey(), percent(each.getValue()), each.getValue());
        }
        if (isWindow(type)) {
            keep(found, type, info.path("status").asText().equals("rejected") ? ALL : percent(info), info);
        }
        return new ClaudePlan(
                (isWindow(type) || !found.isEmpty())
                        && !info.path("isUsingOverage").asBoolean(),
                List.copyOf(found.values()));
    }

    private static void keep(Map<String, Finding.WindowSaid> found, String type, double percent, JsonNode of) {
        if (isWindow(type) && percent >= 0 && of.path("resetsAt").isNumber()) {
            found.put(
                    type,
                    new Finding.WindowSaid(
                            name(type),
                            percent,
                            Instant.ofEpochSecond(of.path("resetsAt").asLong())));
        }
    }

    /** The share of a window that is used is written as a fraction; below zero where it is not said. */
    private static double percent(JsonNode of) {
        return of.path("utilization").isNumber()
                ? Math.clamp(of.path("utilization").asDouble() * ALL, 0, 10 * ALL)
                : -1;
    }

    private static boolean isWindow(String type) {
        return type.startsWith("five_hour") || type.startsWith("seven_day");
    }

    private static String name(String type) {
        return NAMES.getOrDefault(type, type.replace("seven_day", "weekly").replaceAll("[^a-z0-9]", "-"));
    }
}
