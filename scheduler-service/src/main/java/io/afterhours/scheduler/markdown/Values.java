package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.EffortReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values as people write them. Each throws {@link InvalidEvent} naming the key and what was expected. */
final class Values {
    private static final Pattern RANGE = Pattern.compile("^\\d+(?:\\.\\d+)?\\s*(?:-|–|to)\\s*(?=\\d)");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,3})\\s*(?:d|days?)");
    private static final int HOURS_OF_A_DAY = 8;

    private Values() {}

    static Priority priority(String value) {
        for (var word : words(value)) {
            switch (word) {
                case "urgent", "critical", "asap", "p0" -> {
                    return Priority.URGENT;
                }
                case "high", "p1" -> {
                    return Priority.HIGH;
                }
                case "medium", "normal", "p2" -> {
                    return Priority.MEDIUM;
                }
                case "low", "p3" -> {
                    return Priority.LOW;
                }
                default -> {}
            }
        }
        throw new InvalidEvent(Key.PRIORITY.word(), "urgent, high, medium or low", value);
    }

    /** Empty for a category that only its writer knows; it becomes a tag. */
    static Optional<Category> category(String value) {
        var wanted = slug(value);
        return Stream.of(Category.values())
                .filter(each -> slug(each.word()).equals(wanted)
                        || slug(each.word()).replace("-", "").equals(wanted.replace("-", "")))
                .findFirst();
    }

    /** {@code 2h}, {@code ~30 min}, {@code 2-3 hours} (the larger counts), {@code 1 day} (eight hours). */
    static Duration effort(Key key, String value) {
        var said = value.toLowerCase(Locale.ROOT)
                .replaceAll("^(~|about|approx\\.?|ca\\.?)\\s*", "")
                .replaceAll("\\b(hrs?)\\b", "h")
                .strip();
        said = RANGE.matcher(said).replaceFirst("");
        var days = DAYS.matcher(said);
        if (days.matches()) {
            return Duration.ofHours((long) HOURS_OF_A_DAY * Integer.parseInt(days.group(1)));
        }
        return EffortReader.read(key.word(), value.startsWith("P") ? value : said);
    }

    static int impact(String value) {
        var number = value.replaceAll("\\s*/\\s*10$", "");
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw new InvalidEvent(Key.IMPACT.word(), "a number from 1 to 10", value);
        }
    }

    static BigDecimal money(String value) {
        try {
            return new BigDecimal(value.replaceAll("^~?\\s*\\$?\\s*", "").replaceAll("\\s*(?i:usd)$", ""));
        } catch (NumberFormatException e) {
            throw new InvalidEvent(Key.CAP.word(), "an amount such as $2.50", value);
        }
    }

    /** A moment, or a day or local time in the zone. */
    static Instant time(Key key, String value, ZoneId zone) {
        var said = value.strip();
        try {
            if (said.endsWith("Z") || said.matches(".*[+-]\\d\\d:\\d\\d")) {
                return OffsetDateTime.parse(said).toInstant();
            }
            return said.length() <= 10
                    ? LocalDate.parse(said).atStartOfDay(zone).toInstant()
                    : LocalDateTime.parse(said.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidEvent(key.word(), "a time such as 2026-11-21 22:00 or 2026-11-21T22:00:00Z", value);
        }
    }

    static List<String> list(String value) {
        return Stream.of(value.split("[,;]"))
                .map(Values::code)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    static List<String> tags(String value) {
        return list(value).stream()
                .flatMap(each -> each.contains("#") ? Stream.of(each.split("[\\s#]+")) : Stream.of(each))
                .map(Values::slug)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** Without the back-ticks around the whole of it. */
    static String code(String value) {
        var said = value.strip();
        return said.length() > 2
                        && said.startsWith("`")
                        && said.endsWith("`")
                        && said.indexOf('`', 1) == said.length() - 1
                ? said.substring(1, said.length() - 1)
                : said;
    }

    /** Lower case letters, digits and hyphens, at most forty. */
    static String slug(String value) {
        if (Check.ID.matcher(value).matches()) {
            return value;
        }
        var slug = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return slug.length() <= 40 ? slug : slug.substring(0, 40);
    }

    private static String[] words(String value) {
        return value.toLowerCase(Locale.ROOT).split("[^a-z0-9]+");
    }
}
