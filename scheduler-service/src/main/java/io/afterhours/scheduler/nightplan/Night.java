package io.afterhours.scheduler.nightplan;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** The night that is, or the next one. */
record Night(Instant from, Instant until) {
    /**
     * Seen from {@code now}: a night that goes on begins now.
     *
     * @param begins when nights begin on the clock
     * @param ends when they end, on the same day or the next
     */
    static Night seen(Instant now, ZoneId zone, LocalTime begins, LocalTime ends) {
        var today = now.atZone(zone).toLocalDate();
        var over = ends.isAfter(begins) ? 0 : 1;
        for (var date = today.minusDays(over); ; date = date.plusDays(1)) {
            var until = date.plusDays(over).atTime(ends).atZone(zone).toInstant();
            if (until.isAfter(now)) {
                var from = date.atTime(begins).atZone(zone).toInstant();
                return new Night(from.isAfter(now) ? from : now, until);
            }
        }
    }
}
