package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps why builds wait at what is true, which changes with the hour and with other builds, and no event tells of it. However many
 * wait, each turn reads as few: those of which nothing is known yet, those that start next, and some of the others in turn.
 */
@ApplicationScoped
class WaitingRows {
    static final String NEXT = "next";

    private static final Set<String> WAITING = Set.of("queued", "retrying", "escalated");
    private static final int UNKNOWN_AT_ONCE = 50;
    private static final int NEXT_AT_ONCE = 50;
    private static final int OTHERS_AT_ONCE = 100;
    private static final int SHOWN = 20;

    private final Services services;
    private final Rows rows;
    private final TopicStore store;
    private final Rotation others = new Rotation();

    WaitingRows(Services services, Rows rows, LiveHub hub) {
        this.services = services;
        this.rows = rows;
        this.store = hub.store();
    }

    synchronized void read() throws Unreachable, InterruptedException {
        var next = services.get(Service.SCHEDULER, "/api/queue/next?n=" + NEXT_AT_ONCE);
        store.put(NEXT, NEXT, first(next));
        var wanted = new LinkedHashSet<String>();
        next.path("items").forEach(each -> wanted.add(each.path("build").asText()));
        wanted.addAll(waiting());
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
    private List<String> waiting() {
        var unknown = new ArrayList<String>();
        var known = new ArrayList<String>();
        for (var id : store.ids(Rows.BUILDS)) {
            var row = store.get(Rows.BUILDS, id);
            if (row != null && WAITING.contains(row.path("state").asText())) {
                (row.hasNonNull("verdict") ? known : unknown).add(id);
            }
        }
        var wanted = new ArrayList<>(unknown.reversed().subList(0, Math.min(UNKNOWN_AT_ONCE, unknown.size())));
        wanted.addAll(others.turn(known, OTHERS_AT_ONCE));
        return wanted;
    }
}
