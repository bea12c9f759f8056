package io.afterhours.scheduler.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** Where the person is. */
public enum Context {
    SLEEPING,
    WORK,
    GYM,
    /** At hand, with time for a short look at what was done. */
    AVAILABLE,
    /** Nobody and nothing says where. */
    UNKNOWN;

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
