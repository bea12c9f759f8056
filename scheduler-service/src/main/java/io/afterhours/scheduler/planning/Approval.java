package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Words;

/** Where a build stands with the person whose consent it may need. */
public enum Approval {
    /** Starts by itself. */
    NOT_NEEDED,
    /** Waits for a person's word. */
    NEEDED,
    /** A person said yes. */
    GRANTED;

    public String word() {
        return Words.of(this);
    }
}
