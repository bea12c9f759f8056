package io.afterhours.cli.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Times as people say them, seen from {@code now}: relative, and on the clock of their zone. */
public record When(Instant now, ZoneId zone) {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    /** E.g. {@code in 12 min (22:40)} or {@code 3 h ago (Sun 19:10)}. */
    public String both(Instant at) {
        return relative(at) + " (" + clock(at) + ")";
    }

    /** E.g. {@code in 12 min}, {@code 3 h ago}, {@code now}. */
    public String relative(Instant at) {
        var distance = Duration.between(now, at);
        if (distance.abs().toSeconds() < 1) {
            return "now";
        }
        return distance.isNegative() ? span(distance.negated()) + " ago" : "in " + span(distance);
    }

    /** E.g. {@code 22:40} today, {@code Sun 22:40} within six days, {@code 3 Dec 22:40}, {@code 3 Jan 2027 22:40}. */
    public String clock(Instant at) {
        var then = at.atZone(zone);
        var today = now.atZone(zone);
        long days = Math.abs(ChronoUnit.DAYS.between(today.toLocalDate(), then.toLocalDate()));
        return days == 0 ? time(then) : day(then, today, days) + " " + time(then);
    }

    /** With seconds, for log lines: {@code 22:40:07}, and the day where it is not today. */
    public String stamp(Instant at) {
        return clock(at) + ":" + two(at.atZone(zone).getSecond());
    }

    /** E.g. {@code 45 s}, {@code 12 min}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    public static String span(Duration span) {
        if (span.toMinutes() < 1) {
            return span.toSeconds() + " s";
        }
        if (span.toHours() < 1) {
            return span.toMinutes() + " min";
        }
        return span.toDays() < 2
                ? pair(span.toHours(), " h", span.toMinutesPart(), " min")
                : pair(span.toDays(), " d", span.toHoursPart(), " h");
    }

    private static String pair(long large, String unit, int small, String smallUnit) {
        return large + unit + (small == 0 ? "" : " " + small + smallUnit);
    }

    private static String day(ZonedDateTime then, ZonedDateTime today, long days) {
        if (days < 7) {
            return DAYS[then.getDayOfWeek().getValue() - 1];
        }
        var date = then.getDayOfMonth() + " " + MONTHS[then.getMonthValue() - 1];
        return then.getYear() == today.getYear() ? date : date + " " + then.getYear();
    }

    private static String time(ZonedDateTime then) {
        return two(then.getHour()) + ":" + two(then.getMinute());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
