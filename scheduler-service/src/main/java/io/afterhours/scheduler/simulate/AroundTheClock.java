package io.afterhours.scheduler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** When work was done, by the hour of the day and by the night. */
final class AroundTheClock {
    /** The hours of the night as the sources count them: from 22 to 6. */
    private static final int NIGHT_BEGINS = 22;

    private static final int NIGHT_ENDS = 6;
    private static final double SECONDS = 3600;

    private final ZoneId zone;
    private final long[] seconds = new long[24];
    private final TreeMap<LocalDate, Long> nights = new TreeMap<>();
    private int finishedAtNight;

    AroundTheClock(ZoneId zone) {
        this.zone = zone;
    }

    void worked(Instant from, Instant until) {
        for (var at = from; at.isBefore(until); ) {
            var local = at.atZone(zone);
            var next = local.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
            var end = next.isBefore(until) ? next : until;
            var length = Duration.between(at, end).toSeconds();
            seconds[local.getHour()] += length;
            if (isNight(local)) {
                nights.merge(nightOf(local), length, Long::sum);
            }
            at = end;
        }
    }

    void finished(Instant at) {
        if (isNight(at.atZone(zone))) {
            finishedAtNight++;
        }
    }

    /** How many attempts were live at each hour of the day, on the average of so many days. */
    List<Double> byHour(int days) {
        return Arrays.stream(seconds)
                .mapToObj(each -> Review.rounded(each / SECONDS / days, 2))
                .toList();
    }

    Figures.Nights nights() {
        var count = nights.size();
        var worked = nights.values().stream().mapToLong(Long::longValue).sum();
        return count == 0
                ? new Figures.Nights(0, 0, 0)
                : new Figures.Nights(
                        count,
                        Review.rounded((double) finishedAtNight / count, 1),
                        Review.rounded(worked / SECONDS / count, 1));
    }

    private static boolean isNight(ZonedDateTime local) {
        return local.getHour() >= NIGHT_BEGINS || local.getHour() < NIGHT_ENDS;
    }

    /** The day on which it began. */
    private static LocalDate nightOf(ZonedDateTime local) {
        return local.minusHours(NIGHT_ENDS).toLocalDate();
    }
}
