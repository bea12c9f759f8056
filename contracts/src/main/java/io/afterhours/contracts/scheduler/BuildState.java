package io.afterhours.contracts.scheduler;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** Where a build is in its life, as shown and published; docs/explain/life-of-a-build.md draws it. */
public enum BuildState {
    QUEUED,
    DISPATCHED,
    RUNNING,
    VERIFYING,
    RETRYING,
    ESCALATED,
    FINISHED,
    FAILED,
    CANCELLED,
    REJECTED;

    /** Whether nothing can happen to the build any more, save that a person asks for a retry. */
    public boolean isFinal() {
        return switch (this) {
            case FINISHED, FAILED, CANCELLED, REJECTED -> true;
            case QUEUED, DISPATCHED, RUNNING, VERIFYING, RETRYING, ESCALATED -> false;
        };
    }

    /** Whether an attempt is out with a runner. */
    public boolean isLive() {
        return switch (this) {
            case DISPATCHED, RUNNING, VERIFYING -> true;
            case QUEUED, RETRYING, ESCALATED, FINISHED, FAILED, CANCELLED, REJECTED -> false;
        };
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    public static BuildState of(String word) {
        return Words.read("state", word, values());
    }
}
