package io.afterhours.scheduler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.Words;
import io.afterhours.contracts.agent.EffortReader;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The values in a policy's document, one by one; each throws {@link InvalidEvent} that names the field and what was expected. */
final class PolicyValues {
    private PolicyValues() {}

    static String name(String field, JsonNode json) {
        return Check.id(field, text(field, json, "a name of a-z, 0-9 and -"));
    }

    static ZoneId zone(String field, JsonNode json) {
        var expected = "an IANA zone such as Europe/Berlin";
        try {
            return ZoneId.of(text(field, json, expected));
        } catch (DateTimeException e) {
            throw new InvalidEvent(field, expected, json.asText());
        }
    }

    static int slots(String field, JsonNode json) {
        if (!json.isInt()) {
            throw new InvalidEvent(field, "a whole number from 0 to " + Band.MOST_SLOTS, json);
        }
        return Check.within(field, json.intValue(), 0, Band.MOST_SLOTS);
    }

    static LocalTime time(String field, JsonNode json) {
        var expected = "a time such as 22:00";
        var text = text(field, json, expected);
        try {
            return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidEvent(field, expected, text);
        }
    }

    static Duration effort(String field, JsonNode json) {
        var effort = EffortReader.read(field, text(field, json, "a duration such as 2h or PT2H"));
        if (effort.isNegative() || effort.isZero()) {
            throw new InvalidEvent(field, "more than zero", json.asText());
        }
        return effort;
    }

    static Duration wait(String field, JsonNode json) {
        var wait = EffortReader.read(field, text(field, json, "a duration such as 5min or PT5M"));
        if (wait.isNegative()) {
            throw new InvalidEvent(field, "zero or more", json.asText());
        }
        return wait;
    }

    static boolean flag(String field, JsonNode json) {
        if (!json.isBoolean()) {
            throw new InvalidEvent(field, "true or false", json);
        }
        return json.booleanValue();
    }

    static QuietLevel level(String field, JsonNode json) {
        return switch (text(field, json, "soft or hard")) {
            case "soft" -> QuietLevel.SOFT;
            case "hard" -> QuietLevel.HARD;
            default -> throw new InvalidEvent(field, "soft or hard", json.asText());
        };
    }

    static Context context(String field, JsonNode json) {
        return Words.read(field, text(field, json, "a context such as sleeping"), Context.values());
    }

    static Risk risk(String field, JsonNode json) {
        return Words.read(field, text(field, json, "low, medium or high"), Risk.values());
    }

    static Batching batching(String field, JsonNode json) {
        return Words.read(field, text(field, json, "off, propose or automatic"), Batching.values());
    }

    static Set<Priority> priorities(String field, JsonNode json) {
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

    static Set<DayOfWeek> days(String field, JsonNode json) {
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
}
