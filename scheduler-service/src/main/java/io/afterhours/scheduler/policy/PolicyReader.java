package io.afterhours.scheduler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.document.Fields;
import io.afterhours.scheduler.document.InvalidDocument;
import io.afterhours.scheduler.document.Values;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy from JSON.
 *
 * <pre>
 * { "name": "night", "zone": "Europe/Berlin",
 *   "bands": [ { "name": "evening", "days": "weekdays", "from": "18:00", "to": "22:00", "slots": 3,
 *                "priorities": ["urgent", "high", "medium", "low"], "maximumEffort": "2h",
 *                "also": [ { "priorities": ["urgent", "high"] } ] } ],
 *   "quiet": [ { "level": "soft", "days": "every day", "from": "02:00", "to": "06:00" } ],
 *   "contexts": [ { "context": "sleeping", "hours": [ { "from": "23:00", "to": "07:00" } ],
 *                   "first": [ { "minimumEffort": "2h" }, { "kinds": ["data"] } ], "only": false, "risk": "medium" } ],
 *   "retryWaits": ["5min", "10min"], "batching": "propose" }
 * </pre>
 *
 * A band lets a build start when the admission written into it does or one of {@code also} does. Days are a list of names,
 * {@code weekdays}, {@code weekend} or {@code every day}; missing, every day. Missing priorities are all of them.
 */
public final class PolicyReader {
    static final List<String> POLICY = List.of("name", "zone", "bands", "quiet", "contexts", "retryWaits", "batching");
    static final List<String> ADMISSION = List.of("priorities", "maximumEffort", "minimumEffort", "tags", "approved");
    static final List<String> HOURS = List.of("days", "from", "to");
    static final List<String> QUIET = together(List.of("level"), HOURS);
    static final List<String> BAND = together(together(List.of("name", "slots", "also", "overrun"), HOURS), ADMISSION);

    static final List<String> CONTEXT = List.of("context", "hours", "first", "only", "risk");
    static final List<String> PICK = List.of("kinds", "maximumEffort", "minimumEffort");

    private static final int MOST_ROWS = 100;

    private final ZoneId zone;
    private final List<InvalidEvent> faults = new ArrayList<>();

    private PolicyReader(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Reads a policy.
     *
     * @param zone counts where the document names none
     * @throws InvalidDocument naming every field that is wrong
     */
    public static Policy read(byte[] json, ZoneId zone) {
        try {
            return read(Json.mapper().readTree(json), zone);
        } catch (IOException e) {
            throw new InvalidDocument(List.of(Json.explain(e)));
        }
    }

    /** As {@link #read(byte[], ZoneId)}, from JSON that was parsed already. */
    public static Policy read(JsonNode json, ZoneId zone) {
        var reader = new PolicyReader(zone);
        var policy = reader.policy(json);
        if (policy == null || !reader.faults.isEmpty()) {
            throw new InvalidDocument(reader.faults);
        }
        return policy;
    }

    private @Nullable Policy policy(JsonNode json) {
        var fields = Fields.document("policy", json, POLICY, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var name = fields.required("name", "a name of a-z, 0-9 and -", Values::name);
        var ownZone = Objects.requireNonNullElse(fields.<ZoneId>optional("zone", PolicyValues::zone), zone);
        var bands = fields.<Band>list("bands", this::band);
        var quiet = fields.<Quiet>list("quiet", this::quiet);
        var contexts = fields.<ContextRule>list("contexts", this::context);
        var waits = fields.<Duration>list("retryWaits", Values::wait);
        var batching = Objects.requireNonNullElse(
                fields.<Batching>optional("batching", PolicyValues::batching), Batching.PROPOSE);
        checkRows("bands", bands.stream().map(Band::name).toList());
        checkRows("quiet", quiet.stream().map(Object::toString).toList());
        checkRows(
                "contexts", contexts.stream().map(each -> each.context().word()).toList());
        return name == null
                ? null
                : fields.build(() -> new Policy(name, ownZone, bands, quiet, contexts, waits, batching));
    }

    private @Nullable Band band(String path, JsonNode json) {
        var fields = Fields.of(path, json, BAND, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var name = fields.required("name", "a name of a-z, 0-9 and -", Values::name);
        var slots = fields.required("slots", "a whole number from 0 to " + Band.MOST_SLOTS, PolicyValues::slots);
        var hours = hours(fields);
        var own = admission(fields);
        var also = fields.<Admission>list("also", this::admission);
        var overrun = Boolean.TRUE.equals(fields.<Boolean>optional("overrun", Values::flag));
        if (name == null || slots == null || hours == null || own == null) {
            return null;
        }
        var admissions = Stream.concat(Stream.of(own), also.stream()).toList();
        return fields.build(() -> new Band(name, hours, slots, admissions, overrun));
    }

    private @Nullable Quiet quiet(String path, JsonNode json) {
        var fields = Fields.of(path, json, QUIET, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var level = fields.required("level", "soft or hard", PolicyValues::level);
        var hours = hours(fields);
        return level == null || hours == null ? null : new Quiet(level, hours);
    }

    private @Nullable ContextRule context(String path, JsonNode json) {
        var fields = Fields.of(path, json, CONTEXT, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var context = fields.required("context", "a context such as sleeping", PolicyValues::context);
        var hours = fields.<Hours>list("hours", this::hours);
        var first = fields.<Pick>list("first", this::pick);
        var only = Boolean.TRUE.equals(fields.<Boolean>optional("only", Values::flag));
        var risk = Objects.requireNonNullElse(fields.<Risk>optional("risk", PolicyValues::risk), Risk.HIGH);
        return context == null ? null : fields.build(() -> new ContextRule(context, hours, first, only, risk));
    }

    private @Nullable Pick pick(String path, JsonNode json) {
        var fields = Fields.of(path, json, PICK, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var kinds = fields.<String>list("kinds", Values::name);
        var maximum = fields.<Duration>optional("maximumEffort", PolicyValues::effort);
        var minimum = fields.<Duration>optional("minimumEffort", PolicyValues::effort);
        return fields.build(() -> new Pick(Set.copyOf(kinds), maximum, minimum));
    }

    private @Nullable Hours hours(String path, JsonNode json) {
        return Fields.of(path, json, HOURS, faults).map(this::hours).orElse(null);
    }

    private @Nullable Admission admission(String path, JsonNode json) {
        return Fields.of(path, json, ADMISSION, faults).map(this::admission).orElse(null);
    }

    private @Nullable Admission admission(Fields fields) {
        var priorities = fields.<Set<Priority>>optional("priorities", PolicyValues::priorities);
        var maximum = fields.<Duration>optional("maximumEffort", PolicyValues::effort);
        var minimum = fields.<Duration>optional("minimumEffort", PolicyValues::effort);
        var tags = fields.<String>list("tags", Values::name);
        var approved = fields.<Boolean>optional("approved", Values::flag);
        return fields.build(() -> new Admission(
                Objects.requireNonNullElse(priorities, EnumSet.allOf(Priority.class)),
                maximum,
                minimum,
                Set.copyOf(tags),
                Boolean.TRUE.equals(approved)));
    }

    private @Nullable Hours hours(Fields fields) {
        var days = Objects.requireNonNullElse(
                fields.<Set<DayOfWeek>>optional("days", PolicyValues::days), EnumSet.allOf(DayOfWeek.class));
        var from = fields.required("from", "a time such as 22:00", PolicyValues::time);
        var to = fields.required("to", "a time such as 06:00", PolicyValues::time);
        return from == null || to == null ? null : fields.build(() -> new Hours(days, from, to));
    }

    private void checkRows(String field, List<String> rows) {
        if (rows.size() > MOST_ROWS) {
            faults.add(new InvalidEvent(field, "at most " + MOST_ROWS + " rows", rows.size() + " rows"));
        }
        var seen = new HashSet<String>();
        rows.stream()
                .filter(row -> !seen.add(row))
                .forEach(row -> faults.add(new InvalidEvent(field, "each row once", row + " twice")));
    }

    private static List<String> together(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
