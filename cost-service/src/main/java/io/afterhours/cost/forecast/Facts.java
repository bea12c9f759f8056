package io.afterhours.cost.forecast;

import io.afterhours.cost.period.Span;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a forecast is made from; money in nano-dollars.
 *
 * @param span the period that it is of
 * @param spent in it so far
 * @param usual what is usually spent, on builds and on all else
 * @param unqueued what is usually spent outside of builds
 * @param queue what builds that run and wait should cost
 */
record Facts(Instant now, ZoneId zone, Span span, long spent, Habit usual, Habit unqueued, Queue queue) {}
