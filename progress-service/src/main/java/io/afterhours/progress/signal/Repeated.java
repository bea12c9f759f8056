package io.afterhours.progress.signal;

import java.time.Instant;

/**
 * An error of a session, and how often it came while the session stayed where it is.
 *
 * @param alike the same for all errors that differ in numbers alone
 * @param error as it was said first
 * @param percent how far the session was
 */
record Repeated(
        String session, String alike, String error, double percent, int times, Instant firstAt, Instant lastAt) {}
