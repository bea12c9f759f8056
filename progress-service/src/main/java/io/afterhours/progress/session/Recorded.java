package io.afterhours.progress.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A report in a session's history. */
public record Recorded(
        Instant at,
        Instant receivedAt,
        @Nullable Double percent,
        String state,
        @Nullable String message,
        @Nullable String step,
        @Nullable String mark) {}
