package io.afterhours.scheduler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.EffortReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
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
 *   "retryWaits": ["5min", "10min"] }
 * </pre>
 *
 * A band lets a build start when the admission written into it does or one of {@code also} does. Days are a list of names,
 * {@code weekdays}, {@code weekend} or {@code every day}; missing, every day. Missing priorities are all of them.
 */
public final class PolicyReader {
    static final List<String> POLICY = List.of("name", "zone", "bands", "quiet", "retryWaits");
    static final List<String> ADMISSION = List.of("priorities", "maximumEffort", "minimumEffort", "tags", "approved");
    static final List<String> HOURS = List.of("days", "from", "to");
    static final List<String> QUIET = together(List.of("level"), HOURS);
    static final List<String> BAND = together(together(List.of("name", "slots", "also"), HOURS), ADMISSION);

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
     * @throws InvalidPolicy naming every field that is wrong
     */
    public static Policy read(byte[] json, ZoneId zone) {
        try {
            return read(Json.mapper().readTree(json), zone);
        } catch (IOException e) {
            throw new InvalidPolicy(List.of(Json.explain(e)));
        }
    }

    /** As {@link #read(byte[], ZoneId)}, from JSON that was parsed already. */
    public static Policy read(JsonNode json, ZoneId zone) {
        var reader = new PolicyReader(zone);
        var policy = reader.policy(json);
        if (policy == null || !reader.faults.isEmpty()) {
            throw new InvalidPolicy(reader.faults);
        }
        return policy;
    }

    private @Nullable Policy policy(JsonNode json) {
        var fields = Fields.of("", json, POLICY, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var name = fields.required("name", "a name of a-z, 0-9 and -", PolicyReader::name);
        var ownZone = Objects.requireNonNullElse(fields.<ZoneId>optional("zone", PolicyReader::zone), zone);
        var bands = fields.<Band>list("bands", this::band);
        var quiet = fields.<Quiet>list("quiet", this::quiet);
        var waits = fields.<Duration>list("retryWaits", PolicyReader::wait);
        checkRows("bands", bands.stream().map(Band::name).toList());
        checkRows("quiet", quiet.stream().map(Object::toString).toList());
        return name == null ? null : fields.build(() -> new Policy(name, ownZone, bands, quiet, waits));
    }

    private @Nullable Band band(String path, JsonNode json) {
        var fields = Fields.of(path, json, BAND, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var name = fields.required("name", "a name of a-z, 0-9 and -", PolicyReader::name);
        var slots = fields.required("slots", "a whole number from 0 to " + Band.MOST_SLOTS, PolicyReader::slots);
        var hours = hours(fields);
        var own = admission(fields);
        var also = fields.<Admission>list("also", this::admission);
        if (name == null || slots == null || hours == null || own == null) {
            return null;
        }
        var admissions = Stream.concat(Stream.of(own), also.stream()).toList();
        return fields.build(() -> new Band(name, hours, slots, admissions));
    }

    private @Nullable Quiet quiet(String path, JsonNode json) {
        var fields = Fields.of(path, json, QUIET, faults).orElse(null);
        if (fields == null) {
            return null;
        }
        var level = fields.required("level", "soft or hard", PolicyReader::level);
        var hours = hours(fields);
        return level == null || hours == null ? null : new Quiet(level, hours);
    }

    private @Nullable Admission admission(String path, JsonNode json) {
        return Fields.of(path, json, ADMISSION, faults).map(this::admission).orElse(null);
    }

    private @Nullable Admission admission(Fields fields) {
        var priorities = fields.<Set<Priority>>optional("priorities", PolicyReader::priorities);
        var maximum = fields.<Duration>optional("maximumEffort", PolicyReader::effort);
        var minimum = fields.<Duration>optional("minimumEffort", PolicyReader::effort);
        var tags = fields.<String>list("tags", PolicyReader::name);
        var approved = fields.<Boolean>optional("approved", PolicyReader::flag);
        return fields.build(() -> new Admission(
                Objects.requireNonNullElse(priorities, EnumSet.allOf(Priority.class)),
                maximum,
                minimum,
                Set.copyOf(tags),
                Boolean.TRUE.equals(approved)));
    }

    private @Nullable Hours hours(Fields fields) {
        var days = Objects.requireNonNullElse(
                fields.<Set<DayOfWeek>>optional("days", PolicyReader::days), EnumSet.allOf(DayOfWeek.class));
        var from = fields.required("from", "a time such as 22:00", PolicyReader::time);
        var to = fields.required("to", "a time such as 06:00", PolicyReader::time);
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

    private static String name(String field, JsonNode json) {
        return Check.id(field, text(field, json, "a name of a-z, 0-9 and -"));
    }

    private static ZoneId zone(String field, JsonNode json) {
        var expected = "an IANA zone such as Europe/Berlin";
        try {
            return ZoneId.of(text(field, json, expected));
        } catch (DateTimeException e) {
            throw new InvalidEvent(field, expected, json.asText());
        }
    }

    private static int slots(String field, JsonNode json) {
        if (!json.isInt()) {
            throw new InvalidEvent(field, "a whole number from 0 to " + Band.MOST_SLOTS, json);
        }
        return Check.within(field, json.intValue(), 0, Band.MOST_SLOTS);
    }

    private static LocalTime time(String field, JsonNode json) {
        var expected = "a time such as 22:00";
        var text = text(field, json, expected);
        try {
            return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidEvent(field, expected, text);
        }
    }

    private static Duration effort(String field, JsonNode json) {
        var effort = EffortReader.read(field, text(field, json, "a duration such as 2h or PT2H"));
        if (effort.isNegative() || effort.isZero()) {
            throw new InvalidEvent(field, "more than zero", json.asText());
        }
        return effort;
    }

    private static Duration wait(String field, JsonNode json) {
        var wait = EffortReader.read(field, text(field, json, "a duration such as 5min or PT5M"));
        if (wait.isNegative()) {
            throw new InvalidEvent(field, "zero or more", json.asText());
        }
        return wait;
    }

    private static boolean flag(String field, JsonNode json) {
        if (!json.isBoolean()) {
            throw new InvalidEvent(field, "true or false", json);
        }
        return json.booleanValue();
    }

    private static QuietLevel level(String field, JsonNode json) {
        return switch (text(field, json, "soft or hard")) {
            case "soft" -> QuietLevel.SOFT;
            case "hard" -> QuietLevel.HARD;
            default -> throw new InvalidEvent(field, "soft or hard", json.asText());
        };
    }

    private static Set<Priority> priorities(String field, JsonNode json) {
        var priorities = EnumSet.noneOf(Priority.class);
        for (var word : words(field, json, "a list of urgent, high, medium, low")) {
            try {
                priorities.add(Priority.of(word));
            } catch (InvalidEvent e) {
                throw new InvalidEvent(field, e.expected(), word);
            }
        }
        return priorities;
    }

    private static Set<DayOfWeek> days(String field, JsonNode json) {
        var expected = "days such as monday, weekdays, weekend or every day";
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var word : words(field, json, expected)) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "weekdays" -> days.addAll(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
                case "weekend" -> days.addAll(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
                case "every day" -> days.addAll(EnumSet.allOf(DayOfWeek.class));
                default -> days.add(day(word, () -> new InvalidEvent(field, expected, word)));
            }
        }
        return days;
    }

    /** A day's name in full or its first three letters or more. */
    private static DayOfWeek day(String word, Supplier<InvalidEvent> otherwise) {
        var wanted = word.toUpperCase(Locale.ROOT);
        return Stream.of(DayOfWeek.values())
                .filter(each -> wanted.length() >= 3 && each.name().startsWith(wanted))
                .findFirst()
                .orElseThrow(otherwise);
    }

    /** A list of words with at least one, or a single word. */
    private static List<String> words(String field, JsonNode json, String expected) {
        if (json.isTextual()) {
            return List.of(json.textValue().strip());
        }
        if (!json.isArray() || json.isEmpty()) {
            throw new InvalidEvent(field, expected, json);
        }
        return json.valueStream()
                .map(each -> text(field, each, expected).strip())
                .toList();
    }

    private static String text(String field, JsonNode json, String expected) {
        if (!json.isTextual()) {
            throw new InvalidEvent(field, expected, json);
        }
        return json.textValue();
    }

    private static List<String> together(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
