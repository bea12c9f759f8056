package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Simulations as the scheduler answers them: one that runs until it was asked about once. */
final class FakeSimulations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DAYS = 7;

    private @Nullable JsonNode asked;

    Answer command(JsonNode body) {
        if (body.path("days").asInt() > 366) {
            return Answer.invalid("days", "1 to 366", body.path("days").asText());
        }
        if (body.has("markdown") && body.path("markdown").asText().isBlank()) {
            return Answer.invalid("markdown", "at least one open build", "none");
        }
        asked = body;
        return new Answer(
                202,
                JSON.objectNode()
                        .put("id", "a-simulation")
                        .put("state", "running")
                        .put("percent", 40));
    }

    /** The answer to a GET; null where it is not known. */
    @Nullable JsonNode read(String path) {
        var body = asked;
        if (body == null || !path.equals("/api/simulations/a-simulation")) {
            return null;
        }
        var done =
                JSON.objectNode().put("id", "a-simulation").put("state", "done").put("percent", 100);
        done.set("report", report(body));
        return done;
    }

    private static ObjectNode report(JsonNode body) {
        var report = JSON.objectNode()
                .put("from", "2026-11-22T23:00:00Z")
                .put("until", "2026-11-29T23:00:00Z")
                .put("zone", "Europe/Berlin")
                .put("days", DAYS)
                .put("seed", body.path("seed").asLong())
                .put("queue", body.has("markdown") ? "markdown" : "as it stands")
                .put("builds", 24)
                .put("slots", 3)
                .put("retries", body.path("retries").asBoolean(true));
        var runs = report.putArray("runs");
        StreamSupport.stream(body.path("policies").spliterator(), false)
                .forEach(name -> runs.add(run(name.asText(), runs.size())));
        var unread = report.putArray("unread");
        if (body.path("markdown").asText().contains("???")) {
            unread.addObject().put("line", 2).put("text", "???").put("reason", "no item");
        }
        return report;
    }

    private static ObjectNode run(String policy, int place) {
        var run = JSON.objectNode()
                .put("policy", policy)
                .put("builds", 24)
                .put("finished", 22 - 4 * place)
                .put("failed", 1)
                .put("rejected", 0)
                .put("cancelled", 0)
                .put("hours", 21.4)
                .put("awayHours", 18.04)
                .put("cost", 20.81 - 4 * place)
                .put("failedCost", 2.5)
                .put("costPerFinished", 0.946)
                .put("approvals", 2)
                .put("escalations", 1 + place)
                .put("attentionHours", 0.4)
                .put("workHours", 40)
                .put("multiplier", 0.45);
        run.putObject("open").put("approval", 1);
        run.putObject("attempts").put("started", 31).put("failed", 7);
        run.putObject("nights").put("count", DAYS).put("finished", 2.4).put("hours", 6.1);
        run.putObject("waiting").put("p50", 4.2 + place).put("p90", 20.5);
        run.putObject("throughput").put("p50", 5.1 + place).put("p90", 23);
        run.putArray("budgets")
                .addObject()
                .put("name", "day")
                .put("limit", 20)
                .put("periods", DAYS)
                .put("held", DAYS)
                .put("worst", 0);
        run.putNull("allDoneAfter");
        var byHour = run.putArray("byHour");
        for (int hour = 0; hour < 24; hour++) {
            byHour.add(hour >= 22 || hour < 6 ? 2.4 - 0.2 * hour / 6 - place : hour >= 18 ? 1.2 : 0.4);
        }
        var byDay = run.putArray("byDay");
        for (int day = 1; day <= DAYS; day++) {
            byDay.add(Math.min(22 - 4 * place, day * (6 - place)));
        }
        return run;
    }
}
