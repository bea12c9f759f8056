package io.afterhours.contracts;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks that contract records run on themselves; each throws {@link InvalidEvent} naming the field. */
public final class Check {
    /** An agent's, runner's or policy's id: one subject token. */
    public static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

    /** Longest session, run or step id. */
    public static final int SHORT = 128;

    /** Longest message or title. */
    public static final int TEXT = 4_000;

    /** Longest prompt or evidence. */
    public static final int LONG_TEXT = 60_000;

    /** More tokens than this in one report, which may be all that a session ever used, is a broken counter. */
    public static final long MOST_TOKENS = 10_000_000_000L;

    /** A single report above this many dollars is refused. */
    public static final BigDecimal MOST_USD = new BigDecimal("100000");

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9998-01-01T00:00:00Z");

    private Check() {}

    public static String required(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            throw new InvalidEvent(field, "text of 1 to " + longest + " characters", value);
        }
        return length(field, value, longest);
    }

    public static @Nullable String optional(String field, @Nullable String value, int longest) {
        return value == null ? null : length(field, value, longest);
    }

    public static String id(String field, @Nullable String value) {
        if (value == null || !ID.matcher(value).matches()) {
            throw new InvalidEvent(field, "1 to 40 of a-z, 0-9 and -", value);
        }
        return value;
    }

    public static long count(String field, long value) {
        if (value < 0 || value > MOST_TOKENS) {
            throw new InvalidEvent(field, "a number from 0 to " + MOST_TOKENS, value);
        }
        return value;
    }

    public static @Nullable BigDecimal money(String field, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        if (value.scale() > 30 || value.precision() > 40) {
            throw new InvalidEvent(field, "an amount in USD with a sensible number of digits", "a number too long");
        }
        if (value.signum() < 0 || value.compareTo(MOST_USD) > 0) {
            throw new InvalidEvent(field, "an amount in USD from 0 to " + MOST_USD.toPlainString(), value);
        }
        return value;
    }

    public static int within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidEvent(field, "a number from " + least + " to " + most, value);
        }
        return value;
    }

    public static <T> T present(String field, String expected, @Nullable T value) {
        if (value == null) {
            throw new InvalidEvent(field, expected, null);
        }
        return value;
    }

    public static <T> List<T> list(String field, @Nullable List<T> value, int most) {
        if (value == null) {
            return List.of();
        }
        if (value.size() > most) {
            throw new InvalidEvent(field, "at most " + most + " entries", value.size() + " entries");
        }
        for (var each : value) {
            if (each == null) {
                throw new InvalidEvent(field, "no empty entries", null);
            }
        }
        return List.copyOf(value);
    }

    /** A time from 1970 to 9998, whose days have a date of four digits in every zone: what calendars, databases and people can tell. */
    public static @Nullable Instant time(String field, @Nullable Instant at) {
        if (at != null && (at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
            throw new InvalidEvent(field, "a time from " + EARLIEST + " to " + LATEST, at);
        }
        return at;
    }

    /**
     * When it happened. An event may be up to 30 days old. Clocks that run up to five minutes ahead are put up with: what they
     * stamp later than its receipt happened at its receipt, so that nothing is counted for a day that has not begun.
     */
    public static @Nullable Instant near(String field, @Nullable Instant at, Instant receivedAt) {
        if (at == null) {
            return null;
        }
        if (at.isAfter(receivedAt.plus(Duration.ofMinutes(5)))) {
            throw new InvalidEvent(field, "a time not later than 5 minutes after its receipt", at);
        }
        if (at.isBefore(receivedAt.minus(Duration.ofDays(30)))) {
            throw new InvalidEvent(field, "a time not earlier than 30 days before its receipt", at);
        }
        return at.isAfter(receivedAt) ? receivedAt : at;
    }

    private static String length(String field, String value, int longest) {
        if (value.length() > longest) {
            throw new InvalidEvent(field, "at most " + longest + " characters", value.length() + " characters");
        }
        if (value.indexOf('\0') >= 0) {
            throw new InvalidEvent(field, "text without NUL characters", "text with NUL");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                if (!Character.isHighSurrogate(value.charAt(i))
                        || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw new InvalidEvent(field, "well-formed Unicode", "a lone surrogate");
                }
                i++;
            }
        }
        return value;
    }
}
