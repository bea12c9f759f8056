package io.afterhours.scheduler.ladder;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Words;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.document.Fields;
import io.afterhours.scheduler.document.InvalidDocument;
import io.afterhours.scheduler.document.Values;
import io.afterhours.scheduler.retry.Addition;
import io.afterhours.scheduler.retry.Consequence;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.retry.Next;
import io.afterhours.scheduler.retry.RetryOption;
import io.afterhours.scheduler.retry.Rung;
import io.afterhours.scheduler.retry.Scope;
import io.afterhours.scheduler.retry.Told;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ladder from JSON.
 *
 * <pre>
 * { "rungs": [ { "wait": "5min", "scope": "same",
 *                "prompt": { "whatFailed": true, "lastLines": true, "whatWasTried": true } },
 *              { "wait": "10min", "scope": "smaller", "agent": "codex", "model": "gpt-5", "tells": "person" } ],
 *   "classes": { "auth": { "next": "person", "options": ["retry", "other-agent", "take-over", "drop"] },
 *                "network": { "next": "climbs", "useless": [2], "scope": "same" },
 *                "lost": { "next": "uncounted", "most": 5, "wait": "0s" } } }
 * </pre>
 *
 * What a class does not say is as the ladder ships. A scope is {@code same} unless it is said.
 */
public final class LadderReader {
    /** More tries than this are no answer to a failure. */
    public static final int MOST_RUNGS = 10;

    static final List<String> LADDER = List.of("rungs", "classes");
    static final List<String> RUNG = List.of("wait", "prompt", "scope", "agent", "model", "tells");
    static final List<String> PROMPT = List.of("whatFailed", "lastLines", "whatWasTried");
    static final List<String> CONSEQUENCE = List.of("next", "wait", "most", "useless", "scope", "options");

    private static final List<String> CLASSES =
            Stream.of(FailureClass.values()).map(FailureClass::word).toList();

    private final List<InvalidEvent> faults = new ArrayList<>();

    private LadderReader() {}

    /**
     * Reads a ladder.
     *
     * @throws InvalidDocument naming every field that is wrong
     */
    public static Ladder read(byte[] json) {
        try {
            return read(Json.mapper().readTree(json));
        } catch (IOException e) {
            throw new InvalidDocument(List.of(Json.explain(e)));
        }
    }

    /** As {@link #read(byte[])}, from JSON that was parsed already. */
    public static Ladder read(JsonNode json) {
        var reader = new LadderReader();
        var ladder = reader.ladder(json);
        if (ladder == null || !reader.faults.isEmpty()) {
            throw new InvalidDocument(reader.faults);
        }
        return ladder;
    }

    private @Nullable Ladder ladder(JsonNode json) {
        var fields = Fields.document("ladder", json, LADDER, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var given = json.path("rungs");
        if (!json.hasNonNull("rungs")) {
            faults.add(new InvalidEvent("rungs", "a list", null));
        } else if (given.size() > MOST_RUNGS) {
            faults.add(new InvalidEvent("rungs", "at most " + MOST_RUNGS + " rungs", given.size() + " rungs"));
        }
        var rungs = fields.<Rung>list("rungs", this::rung);
        var said = given.isArray() ? given.size() : MOST_RUNGS;
        var classes = fields.<Map<FailureClass, Consequence>>optional("classes", (path, node) -> classes(node, said));
        return faults.isEmpty() ? new Ladder(rungs, classes == null ? Map.of() : classes) : null;
    }

    private @Nullable Rung rung(String path, JsonNode json) {
        var fields = Fields.of(path, json, RUNG, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var wait = fields.<Duration>required("wait", "a duration such as 5min or PT5M", Values::wait);
        var prompt = fields.<Addition>optional("prompt", this::prompt);
        var scope = fields.<Scope>optional("scope", LadderReader::scope);
        var agent = fields.<String>optional("agent", Values::name);
        var model = fields.<String>optional("model", LadderReader::model);
        var tells = fields.<Told>optional("tells", LadderReader::told);
        return wait == null
                ? null
                : fields.build(() -> new Rung(
                        wait,
                        Objects.requireNonNullElse(prompt, Addition.ALL),
                        Objects.requireNonNullElse(scope, Scope.SAME),
                        agent,
                        model,
                        Objects.requireNonNullElse(tells, Told.NOBODY)));
    }

    private @Nullable Addition prompt(String path, JsonNode json) {
        return Fields.of(path, json, PROMPT, faults)
                .map(fields -> new Addition(
                        isOn(fields, "whatFailed"), isOn(fields, "lastLines"), isOn(fields, "whatWasTried")))
                .orElse(null);
    }

    private static boolean isOn(Fields fields, String key) {
        return !Boolean.FALSE.equals(fields.<Boolean>optional(key, Values::flag));
    }

    private Map<FailureClass, Consequence> classes(JsonNode json, int rungs) {
        var classes = new EnumMap<FailureClass, Consequence>(FailureClass.class);
        Fields.of("classes", json, CLASSES, faults).ifPresent(fields -> {
            for (var failureClass : FailureClass.values()) {
                var then = fields.<Consequence>optional(
                        failureClass.word(), (path, node) -> consequence(path, node, failureClass, rungs));
                if (then != null) {
                    classes.put(failureClass, then);
                }
            }
        });
        return classes;
    }

    private @Nullable Consequence consequence(String path, JsonNode json, FailureClass failureClass, int rungs) {
        var fields = Fields.of(path, json, CONSEQUENCE, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var shipped = Ladder.byDefault(failureClass);
        var next = Objects.requireNonNullElse(fields.<Next>optional("next", LadderReader::next), shipped.next());
        var known = next == shipped.next();
        var wait = fields.<Duration>optional("wait", Values::wait);
        var most = fields.<Integer>optional("most", LadderReader::most);
        var useless = fields.<Integer>list("useless", (where, each) -> useless(where, each, rungs));
        var scope = fields.<Scope>optional("scope", LadderReader::scope);
        var options = fields.<RetryOption>list("options", LadderReader::option);
        if (failureClass == FailureClass.RATE_LIMITED && json.hasNonNull("wait")) {
            faults.add(new InvalidEvent(
                    path + ".wait",
                    "nothing, for the limit's end counts, or afterhours.limit.unknown-wait",
                    json.get("wait")));
        }
        only(json, path, next, Next.UNCOUNTED, List.of("wait", "most"));
        only(json, path, next, Next.CLIMBS, List.of("useless", "scope"));
        return fields.build(() -> Ladder.checked(
                failureClass,
                new Consequence(
                        next,
                        Objects.requireNonNullElse(wait, known ? shipped.pause() : Duration.ZERO),
                        Objects.requireNonNullElse(most, known ? shipped.most() : 0),
                        Set.copyOf(new TreeSet<>(useless)),
                        scope == null && known && !json.has("scope") ? shipped.scope() : scope,
                        json.has("options") ? options : shipped.options())));
    }

    /** A switch that does nothing is a misunderstanding. */
    private void only(JsonNode json, String path, Next next, Next needed, List<String> keys) {
        if (next == needed) {
            return;
        }
        keys.stream()
                .filter(key -> json.hasNonNull(key)
                        && !(json.get(key).isArray() && json.get(key).isEmpty()))
                .forEach(key -> faults.add(new InvalidEvent(
                        path + "." + key,
                        "nothing, for it counts only where next is " + needed.word(),
                        json.get(key))));
    }

    private static int useless(String field, JsonNode json, int rungs) {
        if (!json.isInt() || json.intValue() < 1 || json.intValue() > rungs) {
            throw new InvalidEvent(
                    field,
                    rungs == 0 ? "nothing, for there are no rungs" : "the number of a rung, from 1 to " + rungs,
                    json);
        }
        return json.intValue();
    }

    private static int most(String field, JsonNode json) {
        return Values.number(field, json, 0, Consequence.MOST_IN_A_ROW);
    }

    private static String model(String field, JsonNode json) {
        return Check.required(field, Values.text(field, json, "the name of a model"), Check.SHORT);
    }

    private static Next next(String field, JsonNode json) {
        return Words.read(field, Values.text(field, json, "climbs, uncounted or person"), Next.values());
    }

    private static Scope scope(String field, JsonNode json) {
        return Words.read(field, Values.text(field, json, "same or smaller"), Scope.values());
    }

    private static Told told(String field, JsonNode json) {
        return Words.read(field, Values.text(field, json, "nobody or person"), Told.values());
    }

    private static RetryOption option(String field, JsonNode json) {
        return Words.read(field, Values.text(field, json, "an option such as retry"), RetryOption.values());
    }
}
