package io.afterhours.scheduler.planning;

import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A build that another one waits for, as it stands.
 *
 * @param expectedEnd when it should be done; absent where nobody asked, or nobody knows
 */
public record Prerequisite(
        String id,
        String title,
        BuildState state,
        OnFailure onFailure,
        @Nullable Instant expectedEnd) {
    /** One of which nobody asked when it should be done. */
    public Prerequisite(String id, String title, BuildState state, OnFailure onFailure) {
        this(id, title, state, onFailure, null);
    }

    /** Whether it no longer holds the one that waits. */
    public boolean isMet() {
        return switch (state) {
            case FINISHED -> true;
            case FAILED, CANCELLED, REJECTED -> onFailure == OnFailure.CONTINUE;
            case QUEUED, DISPATCHED, RUNNING, VERIFYING, RETRYING, ESCALATED -> false;
        };
    }

    /** Whether it ended in a way that holds the one that waits until a person acts. */
    boolean isBroken() {
        return state.isFinal() && !isMet();
    }

    /** The same, told when it should be done. */
    public Prerequisite endingAbout(@Nullable Instant end) {
        return new Prerequisite(id, title, state, onFailure, end);
    }

    Prerequisite in(BuildState other) {
        return new Prerequisite(id, title, other, onFailure);
    }
}
