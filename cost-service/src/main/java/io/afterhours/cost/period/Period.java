package io.afterhours.cost.period;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** The spans of time that money is summed over. */
public enum Period {
    DAY,
    WEEK,
    MONTH;

    /** The span of this period that an instant falls into, in the person's zone. */
    public Span around(Instant instant, ZoneId zone) {
        var day = instant.atZone(zone).toLocalDate();
        return switch (this) {
            case DAY -> Span.between(day, day.plusDays(1), zone);
            case WEEK -> {
                var monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield Span.between(monday, monday.plusWeeks(1), zone);
            }
            case MONTH ->
                Span.between(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1), zone);
        };
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    public static Period of(String word) {
        return Words.read("name", word, values());
    }
}
