package io.afterhours.cost.period;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;
import io.afterhours.contracts.cost.BudgetChanged;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** The spans of time that money is summed over. */
public enum Period {
    DAY,
    WEEK,
    MONTH,
    /** All time: it never turns. */
    ALWAYS;

    private static final Span FOR_GOOD = new Span(
            LocalDate.EPOCH,
            LocalDate.ofInstant(BudgetChanged.NEVER, ZoneOffset.UTC),
            Instant.EPOCH,
            BudgetChanged.NEVER);

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
            case ALWAYS -> FOR_GOOD;
        };
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    public static Period of(String word) {
        return Words.read("period", word, values());
    }
}
