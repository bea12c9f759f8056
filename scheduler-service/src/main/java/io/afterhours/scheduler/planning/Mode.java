package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Words;

/** Whether builds start at all, as set by a person. */
public enum Mode {
    RUNNING,
    /** Nothing starts; what runs goes on. */
    PAUSED,
    /** Nothing starts; what runs is let finish, and then the suite is at rest. */
    DRAINING,
    /** Nothing starts and what ran was ended. */
    STOPPED;

    public String word() {
        return Words.of(this);
    }
}
