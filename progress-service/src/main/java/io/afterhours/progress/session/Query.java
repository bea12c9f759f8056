package io.afterhours.progress.session;

import io.afterhours.contracts.InvalidEvent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads query parameters and says which is wrong. */
public final class Query {
    private static final int MOST_BUILDS = 500;

    private Query() {}

    public static long number(String field, @Nullable String text, long usual, long least, long most) {
        if (text == null || text.isEmpty()) {
            return usual;
        }
        try {
            var number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidEvent(field, range(least, most), text);
        }
        throw new InvalidEvent(field, range(least, most), text);
    }

    static @Nullable Boolean flag(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidEvent(field, "true or false", text);
        };
    }

    /** Ids separated by commas; null where there are none. */
    static @Nullable List<String> ids(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var ids = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
        if (ids.size() > MOST_BUILDS) {
            throw new InvalidEvent(field, "at most " + MOST_BUILDS + " ids", ids.size() + " ids");
        }
        return ids;
    }

    private static String range(long least, long most) {
        return "a number from " + least + (most == Long.MAX_VALUE ? " on" : " to " + most);
    }
}
