package io.afterhours.scheduler.planning;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is out with a runner and holds a slot.
 *
 * @param build the id of its build
 * @param expectedEnd when it should be done; absent when nobody knows
 */
public record LiveAttempt(
        String build,
        String title,
        @Nullable String workspace,
        @Nullable Instant expectedEnd) {
    /** An attempt that is overdue, or of which nobody knows when it ends, is taken to end in a moment. */
    private static final Duration MOMENT = Duration.ofMinutes(5);

    /** That of a build which starts at a time. */
    public static LiveAttempt of(Candidate build, Instant at) {
        return new LiveAttempt(build.id(), build.title(), build.workspace(), at.plus(build.expected()));
    }

    /** When it is taken to end, which is later than now. */
    Instant endAfter(Instant now) {
        return expectedEnd != null && expectedEnd.isAfter(now) ? expectedEnd : now.plus(MOMENT);
    }

    /** The same, with the end that it is taken to have. */
    public LiveAttempt endingAfter(Instant now) {
        return new LiveAttempt(build, title, workspace, endAfter(now));
    }
}
