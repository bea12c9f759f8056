package io.afterhours.cli.invocation;

import io.afterhours.cli.http.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A time as people type it. */
public final class Moment {
    /** What {@link #read} takes, for help texts. */
    public static final String FORMS = "22:40, \"2026-12-24 18:00\" or 2026-12-24T18:00:00Z";

    private Moment() {}

    /**
     * Reads a time on the clock (the next one), a local date and time, or RFC 3339.
     *
     * @throws Refused when it is none of these
     */
    public static Instant read(String option, String text, Instant now, ZoneId zone) {
        var trimmed = text.strip();
        try {
            if (trimmed.length() <= 5) {
                return next(LocalTime.parse(trimmed.length() == 4 ? "0" + trimmed : trimmed), now, zone);
            }
            if (trimmed.length() == 10) {
                return LocalDate.parse(trimmed).atStartOfDay(zone).toInstant();
            }
            return trimmed.length() <= 19 && !trimmed.endsWith("Z")
                    ? LocalDateTime.parse(trimmed.replace(' ', 'T'))
                            .atZone(zone)
                            .toInstant()
                    : OffsetDateTime.parse(trimmed).toInstant();
        } catch (DateTimeException e) {
            throw Refused.wrongUsage(option + ": expected a time such as " + FORMS + ", was \"" + text + "\".");
        }
    }

    /** The same of something that happened: a time on the clock is the last one. */
    public static Instant readPast(String option, String text, Instant now, ZoneId zone) {
        var at = read(option, text, now, zone);
        return at.isAfter(now) && text.strip().length() <= 5
                ? at.atZone(zone).minusDays(1).toInstant()
                : at;
    }

    private static Instant next(LocalTime time, Instant now, ZoneId zone) {
        var today = now.atZone(zone).toLocalDate();
        var at = today.atTime(time).atZone(zone).toInstant();
        return at.isAfter(now)
                ? at
                : today.plusDays(1).atTime(time).atZone(zone).toInstant();
    }
}
