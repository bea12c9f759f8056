package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What cost-service says was spent: the same few dollars whatever days are asked for. */
final class FakeCosts {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The table at a path; nothing where it is none of a table. */
    @Nullable JsonNode read(String path, Map<String, String> query) {
        var range = path.substring(path.lastIndexOf('/') + 1);
        if (!path.startsWith("/api/costs/")) {
            return null;
        }
        var by = query.getOrDefault("by", "model");
        var table = JSON.objectNode()
                .put("period", range)
                .put("by", by)
                .put("from", "2026-11-15T23:00:00Z")
                .put("to", "2026-11-22T23:00:00Z")
                .put("firstDay", query.getOrDefault("from", "2026-11-16"))
                .put("lastDay", query.getOrDefault("to", "2026-11-22"))
                .put("zone", "Europe/Berlin")
                .put("total", "84.12")
                .put("calls", 1_312)
                .put("unknownCalls", 3)
                .put("asOf", Instant.now().toString());
        table.putObject("figures")
                .put("finishedBuilds", 11)
                .put("perFinishedBuild", "5.1725")
                .put("failedWork", "9.25")
                .put("silence", "2.4")
                .put("cacheSaving", "212.4")
                .put("covered", "31.05");
        var rows = table.putArray("rows");
        if (by.equals("build")) {
            rows.add(row("B-40", "70.00", 1_000)).add(row("B-41", "14.12", 309)).add(row(null, null, 3));
        } else {
            rows.add(row("claude-sonnet-4-5", "70.00", 1_000))
                    .add(row("gpt-5.5", "14.12", 309))
                    .add(row("borealis-1", null, 3));
        }
        return table;
    }

    private static ObjectNode row(@Nullable String key, @Nullable String cost, int calls) {
        return JSON.objectNode()
                .put("key", key)
                .put("cost", cost)
                .put("calls", calls)
                .put("unknownCalls", cost == null ? calls : 0)
                .put("inputTokens", 12_500L * calls)
                .put("outputTokens", 8_300L * calls)
                .put("cacheReadTokens", 220_000L * calls)
                .put("cacheWriteTokens", 2_000L * calls)
                .put("cacheWrite1hTokens", 0);
    }
}
