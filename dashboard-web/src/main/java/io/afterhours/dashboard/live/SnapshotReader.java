package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the services' documents into the store. A service that does not answer is marked, and what it said last stays; when
 * it answers again, everything of it is read anew.
 */
@ApplicationScoped
public class SnapshotReader {
    private static final Logger LOG = Logger.getLogger(SnapshotReader.class);
    private static final String UNENDED = "queued,dispatched,running,verifying,retrying,escalated";
    private static final String ENDED = "finished,failed,cancelled,rejected";
    private static final int PAGE = 500;
    private static final int MOST_BUILDS = 10_000;
    private static final int COSTS_AT_ONCE = 100;

    private final Services services;
    private final Rows rows;
    private final UnendedRows unended;
    private final LiveHub hub;
    private final LiveConfig config;
    private final InstantSource clock;
    private final Map<Service, Instant> whole = new ConcurrentHashMap<>();
    private final Map<Service, Instant> small = new ConcurrentHashMap<>();

    SnapshotReader(
            Services services, Rows rows, UnendedRows unended, LiveHub hub, LiveConfig config, InstantSource clock) {
        this.services = services;
        this.rows = rows;
        this.unended = unended;
        this.hub = hub;
        this.config = config;
        this.clock = clock;
    }

    private interface Reading {
        void run() throws Unreachable, InterruptedException;
    }

    /** Has everything read anew at the next turn: events may have been missed. */
    void forgetAll() {
        whole.clear();
    }

    void readWhatIsDue() {
        for (var service : Service.values()) {
            if (!whole.containsKey(service)) {
                read(service, () -> {
                    var now = clock.instant();
                    readWhole(service);
                    readSmall(service);
                    whole.put(service, now);
                    small.put(service, now);
                });
            } else if (small.getOrDefault(service, Instant.EPOCH)
                    .plus(config.refresh())
                    .isBefore(clock.instant())) {
                readSmallOf(service);
            }
        }
    }

    void readSmall() {
        for (var service : Service.values()) {
            readSmallOf(service);
        }
    }

    private void readSmallOf(Service service) {
        read(service, () -> {
            readSmall(service);
            small.put(service, clock.instant());
        });
    }

    private void read(Service service, Reading reading) {
        try {
            reading.run();
            hub.setUp(service.toString(), "ok");
        } catch (Unreachable e) {
            if (whole.remove(service) != null || !hub.up().containsKey(service.toString())) {
                LOG.warnf("%s (%s); its part of the dashboard is old until it does.", e.getMessage(), e.getCause());
                hub.setUp(
                        service.toString(),
                        "down since "
                                + DateTimeFormatter.ofPattern("HH:mm")
                                        .format(clock.instant().atZone(ZoneId.systemDefault())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hub.changed();
    }

    private void readWhole(Service service) throws Unreachable, InterruptedException {
        switch (service) {
            case SCHEDULER -> readBuilds();
            case COST -> readCosts();
            case PROGRESS -> readSessions();
        }
    }

    private void readBuilds() throws Unreachable, InterruptedException {
        var seen = new HashSet<String>();
        readBuilds(UNENDED, MOST_BUILDS, seen);
        readBuilds(ENDED, config.endedBuilds(), seen);
        var now = clock.instant();
        for (var id : hub.store().ids(Rows.BUILDS)) {
            if (!seen.contains(id)) {
                hub.store().remove(Rows.BUILDS, id, now);
            }
        }
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
        String after = null;
        do {
            var page = services.get(
                    Service.PROGRESS, "/api/progress?limit=200" + (after == null ? "" : "&after=" + after));
            page.path("items").forEach(rows::progress);
            after = text(page, "next");
        } while (after != null && hub.store().ids(Rows.PROGRESS).size() < MOST_BUILDS);
    }

    private void readCosts() throws Unreachable, InterruptedException {
        var started = new ArrayList<String>();
        for (var id : hub.store().ids(Rows.BUILDS)) {
            var row = hub.store().get(Rows.BUILDS, id);
            if (row != null && row.hasNonNull("startedAt")) {
                started.add(id);
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
                    hub.store().put(Rows.COSTS, row.path("build").asText(), shown);
                }
            }
        }
    }

    private void readSmall(Service service) throws Unreachable, InterruptedException {
        switch (service) {
            case SCHEDULER -> {
                unended.read();
                one("control", services.get(service, "/api/control"));
                one("counts", services.get(service, "/api/queue/stats").path("byState"));
                list(service, "/api/agents", Rows.AGENTS, "agent");
                list(service, "/api/runners", "runners", "runner");
                list(service, "/api/escalations?state=open&limit=500", Rows.INBOX, "id");
            }
            case COST -> {
                list(service, "/api/budgets", Rows.BUDGETS, "name");
                one("spend", services.get(service, "/api/costs"));
            }
            case PROGRESS -> {}
        }
    }

    private void one(String topic, JsonNode row) {
        var shown = row instanceof ObjectNode document ? document.deepCopy() : row;
        if (shown instanceof ObjectNode document && topic.equals("spend")) {
            document.forEach(period -> {
                if (period instanceof ObjectNode each) {
                    each.remove("asOf");
                }
            });
        }
        hub.store().put(topic, topic, shown);
    }

    /** Replaces a topic by a list; what the list lacks is gone. */
    private void list(Service service, String path, String topic, String key) throws Unreachable, InterruptedException {
        var seen = new HashSet<String>();
        for (var item : services.get(service, path).path("items")) {
            var id = item.path(key).asText();
            seen.add(id);
            if (topic.equals(Rows.AGENTS)) {
                rows.agent(item);
            } else {
                hub.store().put(topic, id, item);
            }
        }
        var now = clock.instant();
        for (var id : List.copyOf(hub.store().ids(topic))) {
            if (!seen.contains(id)) {
                hub.store().remove(topic, id, now);
            }
        }
    }

    private static @Nullable String text(JsonNode document, String field) {
        return document.hasNonNull(field) ? document.get(field).asText() : null;
    }
}
