package io.afterhours.contracts.progress;

import io.afterhours.contracts.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stands; on {@code progress.<event>.<session>}, where the event is updated, stalled, no-progress, moved (a
 * signal is over) or ended. Updates of many sessions at once are told of by {@link SessionsChanged}.
 *
 * @param version rises with every change of the session
 * @param percent never lower than before within one session
 * @param signals what says that it does not get on; empty while it does, and once it has ended
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
        boolean ended,
        List<Signal> signals) {
    public ProgressChanged {
        session = Check.required("session", session, Check.SHORT);
        agent = Check.id("agent", agent);
        updatedAt = Check.present("updatedAt", "a time", updatedAt);
        signals = Check.list("signals", signals, 10);
    }

    /**
     * A sign that a session does not get on, with its evidence.
     *
     * @param kind {@code stalled} when nothing is heard for longer than its kind of build usually is silent;
     *     {@code no-progress} when the same error comes again and again
     * @param since when it was last heard, or when the error came first
     * @param text one sentence that says what was seen
     * @param message the last message before the silence, or the error
     * @param usual of a silence: 95 of 100 updates of its kind come within
     * @param observations of a silence: how many updates that is learned from
     * @param times of an error: how often it came
     */
    public record Signal(
            String kind,
            Instant since,
            String text,
            @Nullable String message,
            @Nullable Duration usual,
            @Nullable Long observations,
            @Nullable Long times) {
        public Signal {
            kind = Check.required("signals.kind", kind, 40);
            since = Check.present("signals.since", "a time", since);
            text = Check.required("signals.text", text, Check.TEXT);
        }
    }
}
