package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.dashboard.live.TopicStore.Entry;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps at what is true why builds wait, which changes with the hour and with other builds, and when those that run should end,
 * which changes with how far they say they are; no event tells of either. However many there are, each turn reads as few: of those
 * that wait the ones of which nothing is known yet, those that start next, and some of the others in turn; of those that run some in
 * turn.
 */
@ApplicationScoped
class UnendedRows {
    static final String NEXT = "next";

    private static final Set<String> WAITING = Set.of("queued", "retrying", "escalated");
    private static final Set<String> RUNNING = Set.of("dispatched", "running", "verifying");
    private static final int UNKNOWN_AT_ONCE = 50;
    private static final int NEXT_AT_ONCE = 50;
    private static final int OTHERS_AT_ONCE = 100;
    private static final int RUNNING_AT_ONCE = 200;
    private static final int SHOWN = 20;

    private final Services services;
    private final Rows rows;
    private final TopicStore store;
    private final Rotation others = new Rotation();
    private final Rotation running = new Rotation();

    UnendedRows(Services services, Rows rows, LiveHub hub) {
        this.services = services;
        this.rows = rows;
        this.store = hub.store();
    }

    synchronized void read() throws Unreachable, InterruptedException {
        var next = services.get(Service.SCHEDULER, "/api/queue/next?n=" + NEXT_AT_ONCE);
        store.put(NEXT, NEXT, first(next));
        var builds = store.rows(Rows.BUILDS, store.ids(Rows.BUILDS));
        var wanted = new LinkedHashSet<String>();
        next.path("items").forEach(each -> wanted.add(each.path("build").asText()));
        wanted.addAll(waiting(builds));
        ask(wanted);
        ask(running.turn(ids(builds, RUNNING, _ -> true), RUNNING_AT_ONCE));
    }

    private void ask(Collection<String> wanted) throws Unreachable, InterruptedException {
        if (!wanted.isEmpty()) {
            services.get(Service.SCHEDULER, "/api/builds?ids=" + String.join(",", wanted))
                    .path("items")
                    .forEach(rows::build);
        }
    }

    /** What an overview shows of them; why each waits is in its row. */
    private static JsonNode first(JsonNode next) {
        var shown = JsonNodeFactory.instance.objectNode();
        var items = shown.putArray("items");
        for (var each : next.path("items")) {
            if (items.size() < SHOWN) {
                items.add(((ObjectNode) each.deepCopy()).retain("build", "expectedStart"));
            }
        }
        return shown;
    }

    /** The newest of which it is not known why they wait, and those whose turn it is. */
    private Collection<String> waiting(List<Entry> builds) {
        var unknown = ids(builds, WAITING, row -> !row.hasNonNull("verdict")).reversed();
        var wanted = new LinkedHashSet<>(unknown.subList(0, Math.min(UNKNOWN_AT_ONCE, unknown.size())));
        wanted.addAll(others.turn(ids(builds, WAITING, row -> row.hasNonNull("verdict")), OTHERS_AT_ONCE));
        return wanted;
    }

    private static List<String> ids(List<Entry> builds, Set<String> states, Predicate<JsonNode> which) {
        return builds.stream()
                .filter(each -> states.contains(each.row().path("state").asText()) && which.test(each.row()))
                .map(Entry::id)
                .toList();
    }
}
