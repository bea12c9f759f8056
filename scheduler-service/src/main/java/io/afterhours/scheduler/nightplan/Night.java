package io.afterhours.scheduler.nightplan;

import io.afterhours.scheduler.policy.Hours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** The night that is, or the next one. */
record Night(Instant from, Instant until) {
    /**
     * A night that goes on.
     *
     * @param date the day on which it began
     */
    record Going(LocalDate date, Instant begins, Instant ends) {}

    /**
     * Seen from {@code now}: a night that goes on begins now.
     *
     * @param begins when nights begin on the clock
     * @param ends when they end, on the same day or the next
     */
    static Night seen(Instant now, ZoneId zone, LocalTime begins, LocalTime ends) {
        for (var date = now.atZone(zone).toLocalDate().minusDays(1); ; date = date.plusDays(1)) {
            var hours = Hours.daily(begins, ends).on(date, zone);
            if (hours.isPresent() && hours.get().closes().isAfter(now)) {
                var from = hours.get().opens();
                return new Night(from.isAfter(now) ? from : now, hours.get().closes());
            }
        }
    }

    /** The night that goes on at {@code now}; empty by day. */
    static Optional<Going> going(Instant now, ZoneId zone, LocalTime begins, LocalTime ends) {
        var today = now.atZone(zone).toLocalDate();
        for (var date : new LocalDate[] {today.minusDays(1), today}) {
            var hours = Hours.daily(begins, ends).on(date, zone).filter(each -> each.covers(now));
            if (hours.isPresent()) {
                return Optional.of(
                        new Going(date, hours.get().opens(), hours.get().closes()));
            }
        }
        return Optional.empty();
    }
}
