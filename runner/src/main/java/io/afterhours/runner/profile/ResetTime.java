package io.afterhours.runner.profile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads when a limit ends from a sentence such as "resets 6:30pm (Europe/Amsterdam)": the next such time. */
final class ResetTime {
    private static final Pattern RESETS = Pattern.compile(
            "resets (?:at )?(\\d{1,2})(?::(\\d{2}))? ?(am|pm)?(?: \\(([^)]+)\\))?", Pattern.CASE_INSENSITIVE);

    private final InstantSource clock;
    private final ZoneId zone;

    ResetTime(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    @Nullable Instant in(String text) {
        var found = RESETS.matcher(text);
        try {
            return found.find() ? next(found) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Instant next(Matcher found) {
        var named = found.group(4);
        var where = named == null ? zone : ZoneId.of(named.strip());
        var now = clock.instant().atZone(where);
        var today = now.toLocalDate().atTime(time(found)).atZone(where);
        return (today.isAfter(now)
                        ? today
                        : now.toLocalDate().plusDays(1).atTime(time(found)).atZone(where))
                .toInstant();
    }

    private static LocalTime time(Matcher found) {
        int hour = Integer.parseInt(found.group(1));
        var half = found.group(3);
        if (half != null) {
            hour = hour % 12 + (half.toLowerCase(Locale.ROOT).equals("pm") ? 12 : 0);
        }
        return LocalTime.of(hour, found.group(2) == null ? 0 : Integer.parseInt(found.group(2)));
    }
}
