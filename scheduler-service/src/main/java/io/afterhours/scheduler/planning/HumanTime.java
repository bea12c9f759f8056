package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.policy.Spoken;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times and durations as a person says them: "today 22:00", "Friday 18:00", "2 h 30 min". */
public final class HumanTime {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH);
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Instant now;
    private final ZoneId zone;

    public HumanTime(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** The day by its name within a week, by its date beyond; seconds only where the time is less than five minutes away. */
    String at(Instant instant) {
        var then = instant.atZone(zone);
        var days = ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), then.toLocalDate());
        return dayOf(then.toLocalDate(), days) + " " + clock(then);
    }

    /** For a text that is kept beside the time it was written and read any day later: the day by its date, unless it is the same. */
    public String noted(Instant instant) {
        var then = instant.atZone(zone);
        var sameDay = then.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (sameDay ? "" : then.toLocalDate() + " ") + clock(then);
    }

    private String clock(ZonedDateTime then) {
        var near = Duration.between(now, then).abs().compareTo(SOON) < 0 && then.getSecond() != 0;
        return (near ? SECONDS : MINUTES).format(then);
    }

    /** Whether it is now or was before. */
    boolean isPast(Instant instant) {
        return !instant.isAfter(now);
    }

    /** What holds a build, and when it should start; a whole sentence. */
    String waits(String why, @Nullable Instant next) {
        return "Waits: " + why + (next == null ? "." : "; next start " + at(next) + ".");
    }

    /** A time with the words that lead to it; nothing where there is none. */
    String about(String lead, @Nullable Instant instant) {
        return instant == null ? "" : lead + at(instant);
    }

    private static String dayOf(LocalDate date, long days) {
        return days == 0
                ? "today"
                : days == 1
                        ? "tomorrow"
                        : days == -1 ? "yesterday" : days > 1 && days < 7 ? WEEKDAY.format(date) : date.toString();
    }

    static String of(LocalTime time) {
        return MINUTES.format(time);
    }

    public static String of(Duration duration) {
        return Spoken.of(duration);
    }
}
