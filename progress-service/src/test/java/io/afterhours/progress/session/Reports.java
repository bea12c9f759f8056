package io.afterhours.progress.session;

import io.afterhours.contracts.agent.ProgressReported;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Updates for tests, minutes after ten in the evening. */
final class Reports {
    static final Instant TEN = Instant.parse("2026-11-21T22:00:00Z");

    private Reports() {}

    static Instant minute(long minute) {
        return TEN.plusSeconds(60 * minute);
    }

    static Update update(long minute, @Nullable Double percent, @Nullable String state) {
        return update(minute, minute, percent, state);
    }

    static Update update(long minute, long sequence, @Nullable Double percent, @Nullable String state) {
        return Update.of(
                new ProgressReported(
                        "s-1", percent, state, "minute " + minute, "step " + sequence, null, null, minute(minute)),
                minute(60),
                sequence);
    }

    static Update saying(long minute, String message) {
        return Update.of(
                new ProgressReported("s-1", 60.0, "Testing", message, null, null, null, minute(minute)),
                minute(60),
                minute);
    }
}
