package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The plan of a night as the scheduler answers it: two slots, three builds, a meeting, quiet hours, and what a person asks. */
final class FakeNightPlan {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TITLES =
            List.of("Speed up the search of Atlas", "Write the Atlas manual", "Back the Atlas database up");

    private final Instant from = Instant.now().minus(Duration.ofHours(1));
    private List<String> first = new ArrayList<>();
    private Set<String> out = new TreeSet<>();
    private final List<State> before = new ArrayList<>();

    private record State(String what, List<String> first, Set<String> out) {}

    /** The answer to a GET. */
    JsonNode read(String path) {
        return path.equals("/api/queue/plan/last") ? last() : plan();
    }

    /** The answer to a command; null where it is not known. */
    @Nullable JsonNode command(String path, JsonNode body) {
        if (!path.startsWith("/api/queue/plan/")) {
            return null;
        }
        var parts = path.split("/", -1);
        if (parts[4].equals("undo")) {
            var last = before.removeLast();
            first = last.first();
            out = last.out();
            return plan();
        }
        var seen = order();
        before.add(new State(parts[5] + " " + parts[4], new ArrayList<>(first), new TreeSet<>(out)));
        first.remove(parts[4]);
        out.remove(parts[4]);
        switch (parts[5]) {
            case "veto" -> out.add(parts[4]);
            case "lock" -> first.add(parts[4]);
            case "first" -> first.addFirst(parts[4]);
            case "before" -> {
                seen.remove(parts[4]);
                seen.add(seen.indexOf(body.path("build").asText()), parts[4]);
                first = new ArrayList<>(seen.subList(0, seen.indexOf(parts[4]) + 2));
            }
            case "undo" -> {
                // Nothing is asked of it any more.
            }
            default -> {
                return null;
            }
        }
        return plan();
    }

    private ObjectNode plan() {
        var plan = JSON.objectNode()
                .put("from", from.toString())
                .put("until", at(480))
                .put("now", Instant.now().toString())
                .put("zone", "Europe/Berlin")
                .put("policy", "night")
                .put("minutes", 165)
                .put("mayCost", 4.1)
                .put("slots", 2);
        plan.putArray("running")
                .addObject()
                .put("build", "B-41")
                .put("title", "Add OAuth device login")
                .put("lane", 0)
                .put("likelyEnd", at(90));
        var order = order();
        var builds = plan.putArray("builds");
        for (int i = 0; i < order.size(); i++) {
            builds.add(planned(order.get(i), i));
        }
        var left = plan.putArray("left");
        out.forEach(each -> left.addObject()
                .put("build", each)
                .put("title", title(each))
                .put("priority", "medium")
                .put("code", "veto")
                .put("text", "Waits: you took it out of the night's plan; it may start from tomorrow 06:00.")
                .put("out", true));
        left.addObject()
                .put("build", "B-64")
                .put("title", "Rewrite Atlas")
                .put("priority", "medium")
                .put("code", "window")
                .put("text", "Waits: with up to 9 h it would run past tomorrow 06:00, when what may start it ends.")
                .put("out", false);
        plan.put("more", 140);
        plan.putArray("stretches").add(stretch(0, 300, "none")).add(stretch(300, 480, "soft"));
        plan.putArray("meetings")
                .addObject()
                .put("begins", at(420))
                .put("ends", at(450))
                .put("title", "Stand-up");
        if (!before.isEmpty()) {
            plan.putObject("lastChange")
                    .put("what", before.getLast().what())
                    .put("at", Instant.now().toString())
                    .put("by", "dashboard");
        }
        return plan;
    }

    private List<String> order() {
        var order = new ArrayList<>(first);
        List.of("B-61", "B-62", "B-63").stream()
                .filter(each -> !order.contains(each) && !out.contains(each))
                .forEach(order::add);
        return order;
    }

    private ObjectNode last() {
        var last = JSON.objectNode()
                .put("night", "2026-11-20")
                .put("zone", "Europe/Berlin")
                .put("madeAt", "2026-11-20T21:55:00Z")
                .put("finished", 1);
        var builds = last.putArray("builds");
        builds.addObject()
                .put("build", "B-51")
                .put("title", "Tidy the Atlas logs")
                .put("start", "2026-11-20T22:00:00Z")
                .put("likelyEnd", "2026-11-20T22:45:00Z")
                .put("state", "finished")
                .put("started", "2026-11-20T22:05:00Z")
                .put("ended", "2026-11-20T22:40:00Z");
        builds.addObject()
                .put("build", "B-52")
                .put("title", "Draw the Borealis logo")
                .put("start", "2026-11-20T23:00:00Z")
                .put("likelyEnd", "2026-11-20T23:45:00Z")
                .put("state", "queued");
        return last;
    }

    private ObjectNode planned(String id, int place) {
        var start = 65 + 60 * place;
        var planned = JSON.objectNode()
                .put("build", id)
                .put("title", title(id))
                .put("priority", place == 0 ? "high" : "medium")
                .put("lane", place == 1 ? 0 : 1)
                .put("start", at(start))
                .put("likelyEnd", at(start + 45))
                .put("latestEnd", at(start + 90));
        return first.contains(id) ? planned.put("place", first.indexOf(id) + 1) : planned;
    }

    private ObjectNode stretch(int begins, int ends, String quiet) {
        var stretch = JSON.objectNode()
                .put("from", at(begins))
                .put("until", at(ends))
                .put("band", "night")
                .put("slots", 2)
                .put("quiet", quiet)
                .put("context", "sleeping");
        stretch.putArray("starts");
        return stretch;
    }

    private static String title(String id) {
        return Objects.requireNonNull(TITLES.get(Integer.parseInt(id.substring(2)) - 61));
    }

    private String at(int minutes) {
        return from.plus(Duration.ofMinutes(minutes)).toString();
    }
}
