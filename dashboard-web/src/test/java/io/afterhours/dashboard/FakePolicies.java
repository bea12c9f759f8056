package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Policies and the person's context as the scheduler answers them: two policies, one of which may be changed. */
final class FakePolicies {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Map<String, ObjectNode> policies = new LinkedHashMap<>();
    private final List<ObjectNode> versions = new ArrayList<>();
    private final FakeLadder ladder = new FakeLadder();
    private String active = "night";
    private String context = "available";
    private String source = "presence";

    FakePolicies() {
        for (var name : List.of("night", "saver")) {
            var policy = JSON.objectNode().put("name", name).put("zone", BERLIN.getId());
            var bands = policy.putArray("bands");
            for (var row : rows()) {
                bands.add(band(row));
            }
            policy.putArray("quiet");
            policy.putArray("contexts");
            policies.put(name, policy);
        }
        versions.add(JSON.objectNode().put("version", 0).put("note", "as it ships"));
    }

    private record Row(String name, List<String> days, int from, int to, int slots, String starts) {}

    private static List<Row> rows() {
        var weekdays = List.of("monday", "tuesday", "wednesday", "thursday", "friday");
        var weekend = List.of("saturday", "sunday");
        var all = new ArrayList<>(weekdays);
        all.addAll(weekend);
        return List.of(
                new Row("night", all, 22, 6, 3, "urgent, high and medium, up to 6 h"),
                new Row("morning", weekdays, 6, 9, 1, "urgent and high"),
                new Row("work", weekdays, 9, 17, 1, "urgent and high"),
                new Row("way-home", weekdays, 17, 18, 1, "urgent and high"),
                new Row("evening", weekdays, 18, 22, 3, "any priority, up to 2 h"),
                new Row("weekend-morning", weekend, 6, 10, 1, "urgent and high"),
                new Row("weekend", weekend, 10, 22, 3, "any priority, up to 12 h"));
    }

    private static ObjectNode band(Row row) {
        var band = JSON.objectNode()
                .put("name", row.name())
                .put("from", "%02d:00".formatted(row.from()))
                .put("to", "%02d:00".formatted(row.to()))
                .put("slots", row.slots())
                .put("approved", false)
                .put("overrun", false);
        var days = band.putArray("days");
        row.days().forEach(days::add);
        band.putArray("priorities").add("urgent").add("high");
        band.putArray("tags");
        band.putArray("also");
        return band;
    }

    /** The answer to a GET; null where there is nothing at that path. */
    @Nullable JsonNode read(String path) {
        var parts = path.split("/", -1);
        if (path.equals("/api/policies")) {
            return items(policies.values().stream().map(this::view).toList());
        }
        if (path.startsWith("/api/ladder")) {
            return ladder.read(path);
        }
        if (path.equals("/api/context")) {
            return context();
        }
        if (path.equals("/api/context/upcoming")) {
            var now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
            return items(stretches(now, now.plus(Duration.ofHours(12))));
        }
        if (!path.startsWith("/api/policies/") || !policies.containsKey(parts[3])) {
            return null;
        }
        if (parts.length == 4) {
            return view(policy(parts[3]));
        }
        return switch (parts[4]) {
            case "week" -> week(parts[3]);
            case "history" -> items(versions.reversed());
            default -> null;
        };
    }

    /** The answer to a command; null where there is nothing at that path. */
    @Nullable JsonNode command(String method, String path, JsonNode body) {
        var parts = path.split("/", -1);
        if (path.startsWith("/api/ladder")) {
            return ladder.command(path, body);
        }
        if (path.equals("/api/context")) {
            context =
                    method.equals("DELETE") ? "available" : body.path("context").asText();
            source = method.equals("DELETE") ? "calendar" : "hand";
            return context();
        }
        if (!path.startsWith("/api/policies/")) {
            return null;
        }
        if (parts.length == 4) {
            policies.put(parts[3], body.<ObjectNode>deepCopy());
            changed(null);
            return view(policy(parts[3]));
        }
        return switch (parts[4]) {
            case "preview" -> preview(parts[3]);
            case "rollback" -> {
                changed("back to version " + body.path("version").asInt());
                yield view(policy(parts[3]));
            }
            case "use" -> {
                active = parts[3];
                yield view(policy(parts[3]));
            }
            default -> null;
        };
    }

    /** What the control view says of the person. */
    ObjectNode whereabouts() {
        return JSON.objectNode()
                .put("name", context)
                .put("source", source)
                .put("until", Instant.now().plus(Duration.ofMinutes(50)).toString());
    }

    private void changed(@Nullable String note) {
        versions.add(JSON.objectNode()
                .put("version", versions.size())
                .put("changedAt", Instant.now().toString())
                .put("changedBy", "person")
                .put("note", note));
    }

    private ObjectNode context() {
        return whereabouts().put("context", context).put("risk", "high").put("policy", active);
    }

    private ObjectNode policy(String name) {
        return Objects.requireNonNull(policies.get(name), name);
    }

    private ObjectNode view(ObjectNode policy) {
        return policy.deepCopy().put("active", policy.path("name").asText().equals(active));
    }

    private static ObjectNode week(String name) {
        var now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var monday = now.atZone(BERLIN).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var from = monday.atStartOfDay(BERLIN).toInstant();
        var until = monday.plusWeeks(1).atStartOfDay(BERLIN).toInstant();
        var week = JSON.objectNode()
                .put("policy", name)
                .put("zone", BERLIN.getId())
                .put("from", from.toString())
                .put("until", until.toString())
                .put("now", now.toString())
                .put("nextChange", now.plus(Duration.ofHours(2)).toString());
        var all = stretches(from, now);
        all.addAll(stretches(now, until));
        week.putArray("meetings")
                .addObject()
                .put("localBegins", monday.atTime(14, 0).toString())
                .put("localEnds", monday.atTime(15, 30).toString());
        week.set("stretches", items(all).path("items"));
        return week;
    }

    /** By the hour, so that nobody need know what the scheduler knows of clocks that change. */
    private static List<ObjectNode> stretches(Instant from, Instant until) {
        var stretches = new ArrayList<ObjectNode>();
        for (var at = from; at.isBefore(until); ) {
            var local = LocalDateTime.ofInstant(at, BERLIN);
            var hour = local.truncatedTo(ChronoUnit.HOURS)
                    .plusHours(1)
                    .atZone(BERLIN)
                    .toInstant();
            var next = hour.isAfter(until) || !hour.isAfter(at) ? until : hour;
            stretches.add(stretch(at, next, local, LocalDateTime.ofInstant(next, BERLIN)));
            at = next;
        }
        return stretches;
    }

    private static ObjectNode stretch(Instant from, Instant until, LocalDateTime local, LocalDateTime localUntil) {
        var row =
                rows().stream().filter(each -> covers(each, local)).findFirst().orElseThrow();
        var stretch = JSON.objectNode()
                .put("from", from.toString())
                .put("until", until.toString())
                .put("localFrom", local.toString())
                .put("localUntil", localUntil.toString())
                .put("band", row.name())
                .put("slots", row.slots())
                .put("quiet", "none")
                .put("context", contextAt(local))
                .put("source", "calendar");
        stretch.putArray("starts").add(row.starts());
        return stretch;
    }

    private static boolean covers(Row row, LocalDateTime local) {
        var day = local.getDayOfWeek().name().toLowerCase(Locale.ROOT);
        var hour = local.getHour();
        return row.days().contains(day)
                && (row.from() < row.to()
                        ? hour >= row.from() && hour < row.to()
                        : hour >= row.from() || hour < row.to());
    }

    private static String contextAt(LocalDateTime local) {
        var hour = local.getHour();
        var weekend = local.getDayOfWeek().getValue() > 5;
        if (hour >= 23 || hour < 7) {
            return "sleeping";
        }
        return weekend || hour >= 18 ? "available" : hour < 9 ? "gym" : "work";
    }

    private ObjectNode preview(String name) {
        var preview = JSON.objectNode()
                .put("policy", name)
                .put("against", active)
                .put("waiting", 12)
                .put("lookedAt", 12)
                .put("startNowBefore", 1)
                .put("startNowAfter", 3)
                .put("sooner", 2)
                .put("later", 1)
                .put("never", 0)
                .put("same", 9);
        var warning = preview.putArray("warnings").addObject();
        warning.put("code", "gap").put("field", "bands").put("text", "Nothing starts at these times: no band is open.");
        warning.putArray("times").add("Monday to Friday 17:00-18:00");
        var moved = preview.putArray("moved").addObject();
        moved.put("id", "B-44")
                .put("title", "Move the search index" + " to a machine of its own".repeat(12))
                .put("priority", "high");
        moved.set("before", outcome(Duration.ofHours(9)));
        moved.set("after", outcome(Duration.ofHours(1)));
        preview.set("week", week(name));
        return preview;
    }

    private static ObjectNode outcome(Duration ahead) {
        return JSON.objectNode()
                .put("start", Instant.now().plus(ahead).toString())
                .put("code", "slots")
                .put("text", "Waits: all 3 slots are taken.");
    }

    private static ObjectNode items(List<ObjectNode> items) {
        var page = JSON.objectNode();
        var list = page.putArray("items");
        items.forEach(list::add);
        return page;
    }
}
