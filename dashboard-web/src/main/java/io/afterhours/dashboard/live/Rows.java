package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.EscalationChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How events and documents of the services become rows of the store. What is older than what is there changes nothing. */
@ApplicationScoped
public class Rows {
    static final String BUILDS = "builds";
    static final String PROGRESS = "progress";
    static final String COSTS = "costs";
    static final String INBOX = "inbox";
    static final String BUDGETS = "budgets";
    public static final String AGENTS = "agents";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> HEARD = List.of("lastSeen", "session", "doing");
    private static final List<String> OF_BUILDS = List.of("startedAt", "endedAt", "eta", "deadline", "verdict", "text");
    private static final List<String> OF_BUILDS_AND_ATTEMPTS =
            Stream.concat(OF_BUILDS.stream(), Stream.of("session", "runner")).toList();
    private static final Set<String> NOT_IN_LISTS = Set.of("prompt", "attempts", "cost", "progress", "accept", "key");

    private final TopicStore store;
    private final InstantSource clock;

    Rows(LiveHub hub, InstantSource clock) {
        this.store = hub.store();
        this.clock = clock;
    }

    boolean build(BuildChanged event) {
        var row = (ObjectNode) Json.mapper().valueToTree(event);
        return store.change(BUILDS, event.id(), held -> {
            if (held != null && held.path("version").asLong() > event.version()) {
                return null;
            }
            return held == null ? row : ((ObjectNode) held.deepCopy()).setAll(cleared(row, isOfSameAttempt(held, row)));
        });
    }

    /** What is not about an attempt, such as another deadline, names no session; the last attempt is still the last. */
    private static boolean isOfSameAttempt(JsonNode held, JsonNode row) {
        return !row.has("session")
                && held.path("attempt").asInt() == row.path("attempt").asInt();
    }

    /** What an event leaves out is not there any more: no end, no runner. What it never says stays as it was. */
    private static ObjectNode cleared(ObjectNode row, boolean sameAttempt) {
        for (var field : sameAttempt ? OF_BUILDS : OF_BUILDS_AND_ATTEMPTS) {
            if (!row.has(field)) {
                row.putNull(field);
            }
        }
        return row;
    }

    /** A build as the scheduler shows it; keeps the sentence that only events carry. */
    boolean build(JsonNode document) {
        var row = ((ObjectNode) document.deepCopy()).remove(NOT_IN_LISTS);
        var attempts = document.path("attempts");
        if (!attempts.isEmpty()) {
            var last = attempts.get(attempts.size() - 1);
            row.set("session", last.get("session"));
            row.set("attempt", last.get("number"));
            row.set("runner", last.get("runner"));
            if (!row.has("agent")) {
                row.set("agent", last.get("agent"));
            }
            var said = last.path("failure").path("text");
            row.set("text", said.isTextual() ? said : last.get("summary"));
        }
        return store.change(BUILDS, document.path("id").asText(), held -> {
            if (held == null) {
                return row;
            }
            var version = held.path("version").asLong();
            if (version > row.path("version").asLong()) {
                return null;
            }
            if (version == row.path("version").asLong() && held.hasNonNull("text")) {
                row.set("text", held.get("text"));
            }
            return row;
        });
    }

    boolean escalation(EscalationChanged event) {
        if (!isOpen(event.state())) {
            return store.remove(INBOX, event.id(), clock.instant());
        }
        var row = (ObjectNode) Json.mapper().valueToTree(event);
        return store.change(INBOX, event.id(), held -> held == null ? row : ((ObjectNode) held.deepCopy()).setAll(row));
    }

    static boolean isOpen(String state) {
        return state.equals("open") || state.equals("acknowledged");
    }

    boolean progress(SessionsChanged event) {
        var changed = false;
        for (var session : event.sessions()) {
            changed |= progress(session);
        }
        return changed;
    }

    boolean progress(ProgressChanged event) {
        var row = (ObjectNode) Json.mapper().valueToTree(event);
        heard(row);
        return store.change(
                PROGRESS,
                event.session(),
                held -> held != null && held.path("version").asLong() > event.version() ? null : row);
    }

    /** A session as progress-service shows it. */
    boolean progress(JsonNode document) {
        var row = ((ObjectNode) document.deepCopy()).remove(List.of("recent", "next", "reports"));
        row.put("ended", document.hasNonNull("endedAt"));
        if (document.hasNonNull("agent") && document.hasNonNull("updatedAt")) {
            heard(row);
        }
        return store.change(
                PROGRESS,
                document.path("session").asText(),
                held -> held != null
                                && held.path("version").asLong()
                                        > document.path("version").asLong()
                        ? null
                        : row);
    }

    /**
     * Notes in its agent's row when it was last heard of and what it does: the task of the live session that it reported on last.
     * Who has no row was not added; it is somebody of the suite.
     */
    private void heard(ObjectNode session) {
        var id = session.path("session").asText();
        var at = Instant.parse(session.path("updatedAt").asText());
        store.change(AGENTS, session.path("agent").asText(), held -> {
            if (held == null) {
                return null;
            }
            var row = seen(held, at);
            if (session.path("ended").asBoolean()) {
                return held.path("session").asText().equals(id) ? row.remove(List.of("session", "doing")) : row;
            }
            return isNews(held, at) ? row.put("session", id).put("doing", doing(session)) : row;
        });
    }

    private static ObjectNode seen(JsonNode held, Instant at) {
        var row = (ObjectNode) held.deepCopy();
        return isNews(held, at) ? row.put("lastSeen", at.toString()) : row;
    }

    private static boolean isNews(JsonNode held, Instant at) {
        return !held.hasNonNull("lastSeen")
                || Instant.parse(held.path("lastSeen").asText()).isBefore(at);
    }

    /** In the words of whoever does it; the smallest report says no more than its session. */
    private static String doing(JsonNode session) {
        for (var field : List.of("task", "message", "step")) {
            if (session.hasNonNull(field)) {
                return session.get(field).asText();
            }
        }
        return session.path("session").asText();
    }

    boolean agent(JsonNode document) {
        return store.change(AGENTS, document.path("agent").asText(), held -> {
            var row = (ObjectNode) document.deepCopy();
            for (var field : HEARD) {
                if (held != null && held.hasNonNull(field)) {
                    row.set(field, held.get(field));
                }
            }
            return row;
        });
    }

    boolean cost(CostRecorded event) {
        store.change(AGENTS, event.agent(), held -> held == null ? null : seen(held, event.at()));
        var nanos = event.buildNanos();
        if (event.build() == null || nanos == null) {
            return false;
        }
        return store.put(COSTS, event.build(), JSON.objectNode().put("cost", dollars(nanos)));
    }

    boolean budget(BudgetChanged event) {
        if (event.state().equals("removed")) {
            return store.remove(BUDGETS, event.name(), clock.instant());
        }
        var row = JSON.objectNode()
                .put("name", event.name())
                .put("limit", dollars(event.limitNanos()))
                .put("spent", dollars(event.spentNanos()))
                .put("hard", event.hard())
                .put("state", event.state())
                .put("periodStart", event.periodStart().toString())
                .put("periodEnd", event.periodEnd().toString());
        if (event.scope() != null) {
            row.putObject("scope").put(event.scope(), event.key());
        }
        var exempt = row.putArray("exempt");
        event.exempt().forEach(each -> exempt.addObject().put(each.scope(), each.key()));
        if (event.limitNanos() > 0) {
            row.put("percent", Math.round(1000.0 * event.spentNanos() / event.limitNanos()) / 10.0);
        }
        return store.put(BUDGETS, event.name(), row);
    }

    static String dollars(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(4, RoundingMode.HALF_UP).toPlainString();
    }
}
