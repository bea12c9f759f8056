package io.afterhours.contracts.progress;

import io.afterhours.contracts.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stands; on {@code progress.<event>.<session>}, where the event is updated or ended.
 *
 * @param version rises with every change of the session
 * @param percent never lower than before within one session
 */
public record ProgressChanged(
        String session,
        long version,
        String agent,
        @Nullable String build,
        @Nullable String task,
        double percent,
        @Nullable String state,
        @Nullable String message,
        @Nullable String step,
        Instant updatedAt,
        boolean ended) {
    public ProgressChanged {
        session = Check.required("session", session, Check.SHORT);
        agent = Check.id("agent", agent);
        updatedAt = Check.present("updatedAt", "a time", updatedAt);
    }
}
