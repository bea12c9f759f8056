package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How cost-service says that a day, a week and a month end: at one in the afternoon the day's budget is dry at a quarter to eight. */
final class FakeForecast {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FakeForecast() {}

    static JsonNode of() {
        var forecast = JSON.objectNode().put("zone", "Europe/Berlin").put("asOf", "2026-11-21T12:00:00Z");
        forecast.putArray("items")
                .add(outlook("day", "9.40", "4.30", "8.60", "17.10", "22.30", "27.90", "20.00")
                        .put("dryAt", "2026-11-21T18:45:00Z")
                        .put("periodStart", "2026-11-20T23:00:00Z")
                        .put("periodEnd", "2026-11-21T23:00:00Z"))
                .add(outlook("week", "61.00", "6.00", "11.00", "70.00", "78.00", "86.00", "100.00")
                        .put("periodStart", "2026-11-15T23:00:00Z")
                        .put("periodEnd", "2026-11-22T23:00:00Z"))
                .add(outlook("month", "210.00", "6.00", "74.00", "260.00", "290.00", "320.00", "400.00")
                        .put("periodStart", "2026-10-31T23:00:00Z")
                        .put("periodEnd", "2026-11-30T23:00:00Z"));
        forecast.putArray("today")
                .add(JSON.objectNode().put("at", "2026-11-21T05:00:00Z").put("spent", "3.10"));
        forecast.putArray("past")
                .add(JSON.objectNode()
                        .put("period", "day")
                        .put("count", 12)
                        .put("held", 10)
                        .put("error", 0.142));
        return forecast;
    }

    private static ObjectNode outlook(
            String period,
            String spent,
            String queued,
            String usual,
            String p10,
            String p50,
            String p90,
            String budget) {
        return JSON.objectNode()
                .put("period", period)
                .put("spent", spent)
                .put("queued", queued)
                .put("usual", usual)
                .put("p10", p10)
                .put("p50", p50)
                .put("p90", p90)
                .put("budget", budget)
                .put("days", 4);
    }
}
