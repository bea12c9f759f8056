package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.Words;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * What may be spent in a day, week or month.
 *
 * @param nanos nano-dollars
 * @param hard whether nothing new starts once it is spent
 */
public record Limit(Period period, long nanos, boolean hard) {
    /** What a budget is for; begins at local midnight. */
    public enum Period {
        DAY,
        WEEK,
        MONTH;

        String word() {
            return Words.of(this);
        }

        /** When the period that an instant lies in is over. */
        Instant ends(Instant at, ZoneId zone) {
            var today = at.atZone(zone).toLocalDate();
            return next(today).atStartOfDay(zone).toInstant();
        }

        private LocalDate next(LocalDate today) {
            return switch (this) {
                case DAY -> today.plusDays(1);
                case WEEK -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                case MONTH -> today.with(TemporalAdjusters.firstDayOfNextMonth());
            };
        }
    }
}
