package io.afterhours.scheduler.control;

import io.afterhours.scheduler.planning.Mode;
import io.afterhours.scheduler.policy.Policy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether builds start, since when and by whose word, and the policy that says when.
 *
 * @param until when builds start again by themselves; absent where nothing is paused, or a person has to resume
 */
public record Control(
        Mode mode,
        Instant since,
        String by,
        @Nullable String note,
        @Nullable Instant until,
        Policy policy) {
    /** Whether builds start at {@code now}: a pause that has come to its end is none. */
    Mode modeAt(Instant now) {
        return until == null || until.isAfter(now) ? mode : Mode.RUNNING;
    }
}
