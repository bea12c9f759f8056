package io.afterhours.scheduler.planning;

import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;

/** A build that another one waits for, as it stands. */
public record Prerequisite(String id, String title, BuildState state, OnFailure onFailure) {
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

    Prerequisite in(BuildState other) {
        return new Prerequisite(id, title, other, onFailure);
    }
}
