package io.afterhours.cost.forecast;

import io.afterhours.cost.period.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a forecast is made from; money in nano-dollars.
 *
 * @param span the period that it is of
 * @param spent in it so far
 * @param today spent since midnight
 * @param perHour the present pace; absent where the day is too young to have one
 * @param rests what earlier days of today's weekday spent from this hour on
 * @param days what whole days have cost, by weekday
 */
record Facts(
        Instant now,
        ZoneId zone,
        Span span,
        long spent,
        long today,
        @Nullable Double perHour,
        List<Long> rests,
        Map<DayOfWeek, List<Long>> days) {
    Facts {
        rests = List.copyOf(rests);
        days = Map.copyOf(days);
    }
}
