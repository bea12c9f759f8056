package io.afterhours.scheduler.estimate;

import java.time.Duration;

/**
 * How far an attempt said it was.
 *
 * @param percent 0 to 100
 * @param after how long it had run when it said so
 */
public record Progress(double percent, Duration after) {}
