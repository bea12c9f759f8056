package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads all builds, costs and sessions, page by page, while events go on. What came or changed since a reading began is newer than
 * what it found, and stays.
 */
@ApplicationScoped
class WholeRows {
    private static final String UNENDED = "queued,dispatched,running,verifying,retrying,escalated";
    private static final String ENDED = "finished,failed,cancelled,rejected";
    private static final int PAGE = 500;
    private static final int MOST_BUILDS = 10_000;
    private static final int SESSIONS_AT_ONCE = 200;
    private static final int MOST_SESSIONS = 10_000;
    private static final int COSTS_AT_ONCE = 100;

    private final Services services;
    private final Rows rows;
    private final TopicStore store;
    private final LiveConfig config;
    private final InstantSource clock;

    WholeRows(Services services, Rows rows, LiveHub hub, LiveConfig config, InstantSource clock) {
        this.services = services;
        this.rows = rows;
        this.store = hub.store();
        this.config = config;
        this.clock = clock;
    }

    void read(Service service) throws Unreachable, InterruptedException {
        switch (service) {
            case SCHEDULER -> readBuilds();
            case COST -> readCosts();
            case PROGRESS -> readSessions();
        }
    }

    private void readBuilds() throws Unreachable, InterruptedException {
        var asOf = store.version();
        var seen = new HashSet<String>();
        readBuilds(UNENDED, MOST_BUILDS, seen);
        readBuilds(ENDED, config.endedBuilds(), seen);
        store.removeOthers(Rows.BUILDS, seen, asOf, clock.instant());
    }

    private void readBuilds(String states, int most, Set<String> seen) throws Unreachable, InterruptedException {
        String after = null;
        var left = most;
        do {
            var page = services.get(
                    Service.SCHEDULER,
                    "/api/builds?state=" + states + "&limit=" + Math.min(PAGE, left)
                            + (after == null ? "" : "&after=" + after));
            for (var build : page.path("items")) {
                rows.build(build);
                seen.add(build.path("id").asText());
                left--;
            }
            after = text(page, "next");
        } while (after != null && left > 0);
    }

    private void readSessions() throws Unreachable, InterruptedException {
        var asOf = store.version();
        var seen = new HashSet<String>();
        String after = null;
        do {
            var page = services.get(
                    Service.PROGRESS,
                    "/api/progress?limit=" + SESSIONS_AT_ONCE + (after == null ? "" : "&after=" + after));
            for (var session : page.path("items")) {
                rows.progress(session);
                seen.add(session.path("session").asText());
            }
            after = text(page, "next");
        } while (after != null && seen.size() < MOST_SESSIONS);
        store.removeOthers(Rows.PROGRESS, seen, asOf, clock.instant());
    }

    /** Costs of builds that are not in sight are in sight neither. */
    private void readCosts() throws Unreachable, InterruptedException {
        var asOf = store.version();
        var started = new ArrayList<String>();
        for (var entry : store.rows(Rows.BUILDS, store.ids(Rows.BUILDS))) {
            if (entry.row().hasNonNull("startedAt")) {
                started.add(entry.id());
            }
        }
        for (int from = 0; from < started.size(); from += COSTS_AT_ONCE) {
            var ids = String.join(",", started.subList(from, Math.min(started.size(), from + COSTS_AT_ONCE)));
            for (var row :
                    services.get(Service.COST, "/api/costs/builds?ids=" + ids).path("items")) {
                if (row.hasNonNull("cost")) {
                    var shown = JsonNodeFactory.instance
                            .objectNode()
                            .put("cost", row.get("cost").asText());
                    store.put(Rows.COSTS, row.path("build").asText(), shown);
                }
            }
        }
        store.removeOthers(Rows.COSTS, Set.copyOf(store.ids(Rows.BUILDS)), asOf, clock.instant());
    }

    private static @Nullable String text(JsonNode document, String field) {
        return document.hasNonNull(field) ? document.get(field).asText() : null;
    }
}
