package io.afterhours.cost.period;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One day, week or month.
 *
 * @param from its first day
 * @param to the first day that is no longer in it
 * @param start the first instant of {@code from}
 * @param end the first instant of {@code to}
 */
public record Span(LocalDate from, LocalDate to, Instant start, Instant end) {}
