package io.afterhours.cost.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Days of the person: one, a week, a month, any others in a row, or all there are.
 *
 * @param from its first day
 * @param to the first day that is no longer in it
 * @param start the first instant of {@code from}
 * @param end the first instant of {@code to}
 */
public record Span(LocalDate from, LocalDate to, Instant start, Instant end) {
    /** All days from one to another, the last one not among them. */
    public static Span between(LocalDate from, LocalDate to, ZoneId zone) {
        return new Span(
                from,
                to,
                from.atStartOfDay(zone).toInstant(),
                to.atStartOfDay(zone).toInstant());
    }
}
