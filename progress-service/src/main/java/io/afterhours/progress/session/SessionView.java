package io.afterhours.progress.session;

import io.afterhours.contracts.progress.ProgressChanged.Signal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as HTTP shows it.
 *
 * @param signals what says that it does not get on
 * @param recent its last reports, in their order
 * @param next the cursor to older ones, where there are more
 */
public record SessionView(
        String session,
        @Nullable String agent,
        @Nullable String build,
        @Nullable String task,
        double percent,
        String state,
        @Nullable String message,
        @Nullable String step,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant endedAt,
        long version,
        long reports,
        List<Signal> signals,
        List<Recorded> recent,
        @Nullable String next) {
    static SessionView of(Session session, List<Recorded> recent, @Nullable String next) {
        return new SessionView(
                session.id(),
                session.agent(),
                session.build(),
                session.taskName(),
                session.percent(),
                session.state(),
                session.message(),
                session.step(),
                session.startedAt(),
                session.updatedAt(),
                session.endedAt(),
                session.version(),
                session.updates(),
                session.signals(),
                recent,
                next);
    }
}
