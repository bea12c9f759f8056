package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Words;

/** Whether builds start at all, as set by a person. */
public enum Mode {
    RUNNING,
    /** Nothing starts; what runs goes on. */
    PAUSED,
    /** Nothing starts; what runs is let finish. */
    DRAINING,
    /** Draining, and nothing runs any more: the suite is at rest. Never said by a person, it follows. */
    DRAINED,
    /** Nothing starts and what ran was ended. */
    STOPPED;

    /** What it is while something runs, or nothing does. */
    public Mode seen(boolean anythingRuns) {
        return this == DRAINING && !anythingRuns ? DRAINED : this;
    }

    public String word() {
        return Words.of(this);
    }
}
