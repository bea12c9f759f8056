package io.afterhours.cost.total;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.period.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The days that somebody asks about.
 *
 * @param word {@code today}, {@code day}, {@code week}, {@code month} or {@code range}
 */
record Range(String word, Span span) {
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** The present day, week or month of the person. */
    static Range named(String word, Instant now, ZoneId zone) {
        var period = word.toLowerCase(Locale.ROOT).equals("today") ? Period.DAY : Period.of(word);
        return new Range(word, period.around(now, zone));
    }

    /**
     * Days of the person, the first and the last among them.
     *
     * @param from such as {@code 2026-11-01}
     * @param to absent: today
     */
    static Range days(@Nullable String from, @Nullable String to, Instant now, ZoneId zone) {
        var first = day("from", from);
        var today = now.atZone(zone).toLocalDate();
        var untilToday = to == null || to.isBlank();
        var last = untilToday ? today : day("to", to);
        if (last.isBefore(first)) {
            if (untilToday) {
                throw new InvalidEvent("from", "a day not after today, " + today + ", or a `to`", first);
            }
            throw new InvalidEvent("to", "a day not before " + first, last);
        }
        return new Range("range", Span.between(first, last.plusDays(1), zone));
    }

    private static LocalDate day(String field, @Nullable String written) {
        try {
            var day = LocalDate.parse(written == null ? "" : written.strip());
            if (!day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for a day out of all bounds.
        }
        throw new InvalidEvent(field, "a day such as 2026-11-01", written);
    }
}
