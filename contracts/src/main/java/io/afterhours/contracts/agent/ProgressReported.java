package io.afterhours.contracts.agent;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a session is. Needs a session and a percent or a state; published on {@code agent.<agent>.progress}.
 *
 * @param percent 0 to 100; derived from the state where it is missing
 * @param state one of the words of product chapter 4.1 (Starting, 25%, 50%, 75%, Testing, Complete, Failed) or any other
 *     word, shown as it is
 * @param build the build it belongs to, where the session does not tell
 * @param at when it happened; the broker's time where it is missing
 */
public record ProgressReported(
        String session,
        @Nullable Double percent,
        @Nullable String state,
        @Nullable String message,
        @Nullable String step,
        @Nullable String task,
        @Nullable String build,
        @Nullable Instant at) {
    private static final Map<String, Double> PERCENT_OF_STATE =
            Map.of("starting", 0.0, "25%", 25.0, "50%", 50.0, "75%", 75.0, "testing", 90.0, "complete", 100.0);

    public ProgressReported {
        session = Check.required("session", session, Check.SHORT);
        state = Check.optional("state", state, 40);
        message = Check.optional("message", message, Check.TEXT);
        step = Check.optional("step", step, Check.SHORT);
        task = Check.optional("task", task, 500);
        build = Check.optional("build", build, 40);
        if (percent == null && state != null) {
            percent = PERCENT_OF_STATE.get(state.toLowerCase(Locale.ROOT));
        }
        if (percent == null && state == null) {
            throw new InvalidEvent("percent", "a number from 0 to 100, or a state", null);
        }
        if (percent != null && (percent.isNaN() || percent < 0 || percent > 100)) {
            throw new InvalidEvent("percent", "a number from 0 to 100", percent);
        }
    }

    /** Whether the session says that it is over, well or not. */
    public boolean ends() {
        return "complete".equalsIgnoreCase(state) || "failed".equalsIgnoreCase(state);
    }
}
