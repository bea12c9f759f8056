package io.afterhours.scheduler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.Words;
import io.afterhours.contracts.agent.EffortReader;
import io.afterhours.scheduler.document.Values;
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

    static ZoneId zone(String field, JsonNode json) {
        var expected = "an IANA zone such as Europe/Berlin";
        try {
            return ZoneId.of(Values.text(field, json, expected));
        } catch (DateTimeException e) {
            throw new InvalidEvent(field, expected, json.asText());
        }
    }

    static int slots(String field, JsonNode json) {
        return Values.number(field, json, 0, Band.MOST_SLOTS);
    }

    static LocalTime time(String field, JsonNode json) {
        var expected = "a time such as 22:00";
        var text = Values.text(field, json, expected);
        try {
            return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidEvent(field, expected, text);
        }
    }

    static Duration effort(String field, JsonNode json) {
        var effort = EffortReader.read(field, Values.text(field, json, "a duration such as 2h or PT2H"));
        if (effort.isNegative() || effort.isZero()) {
            throw new InvalidEvent(field, "more than zero", json.asText());
        }
        return effort;
    }

    static QuietLevel level(String field, JsonNode json) {
        return switch (Values.text(field, json, "soft or hard")) {
            case "soft" -> QuietLevel.SOFT;
            case "hard" -> QuietLevel.HARD;
            default -> throw new InvalidEvent(field, "soft or hard", json.asText());
        };
    }

    static Context context(String field, JsonNode json) {
        return Words.read(field, Values.text(field, json, "a context such as sleeping"), Context.values());
    }

    static Risk risk(String field, JsonNode json) {
        return Words.read(field, Values.text(field, json, "low, medium or high"), Risk.values());
    }

    static Batching batching(String field, JsonNode json) {
        return Words.read(field, Values.text(field, json, "off, propose or automatic"), Batching.values());
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
                .map(each -> Values.text(field, each, expected).strip())
                .toList();
    }
}
