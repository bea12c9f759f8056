package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Reads the services' documents into the store. A service that does not answer is marked, and what it said last stays; when
 * it answers again, everything of it is read anew, and from time to time in any case: of what is deleted no event tells.
 */
@ApplicationScoped
public class SnapshotReader {
    private static final Logger LOG = Logger.getLogger(SnapshotReader.class);

    private final Services services;
    private final Rows rows;
    private final WholeRows wholeRows;
    private final UnendedRows unended;
    private final LiveHub hub;
    private final LiveConfig config;
    private final InstantSource clock;
    private final AtomicLong gaps = new AtomicLong();
    private final Map<Service, Begun> whole = new ConcurrentHashMap<>();
    private final Map<Service, Instant> small = new ConcurrentHashMap<>();

    SnapshotReader(
            Services services,
            Rows rows,
            WholeRows wholeRows,
            UnendedRows unended,
            LiveHub hub,
            LiveConfig config,
            InstantSource clock) {
        this.services = services;
        this.rows = rows;
        this.wholeRows = wholeRows;
        this.unended = unended;
        this.hub = hub;
        this.config = config;
        this.clock = clock;
    }

    /** The start of a reading of everything of a service, and how many gaps in the events there were before it. */
    private record Begun(Instant at, long gaps) {}

    private interface Reading {
        void run() throws Unreachable, InterruptedException;
    }

    /** Has everything read anew at the next turn, what is being read as well: events may have been missed. */
    void forgetAll() {
        gaps.incrementAndGet();
    }

    void readWhatIsDue() {
        for (var service : Service.values()) {
            if (isWholeDue(service)) {
                read(service, () -> {
                    var begun = new Begun(clock.instant(), gaps.get());
                    wholeRows.read(service);
                    readSmall(service);
                    whole.put(service, begun);
                    small.put(service, begun.at());
                });
            } else if (small.getOrDefault(service, Instant.EPOCH)
                    .plus(config.refresh())
                    .isBefore(clock.instant())) {
                readSmallOf(service);
            }
        }
    }

    private boolean isWholeDue(Service service) {
        var last = whole.get(service);
        return last == null
                || last.gaps() != gaps.get()
                || last.at().plus(config.whole()).isBefore(clock.instant());
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

    /** Replaces a topic by a list; what the list lacks is gone, except what came while it was read. */
    private void list(Service service, String path, String topic, String key) throws Unreachable, InterruptedException {
        var asOf = hub.store().version();
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
        hub.store().removeOthers(topic, seen, asOf, clock.instant());
    }
}
