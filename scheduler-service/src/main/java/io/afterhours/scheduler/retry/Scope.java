package io.afterhours.scheduler.retry;

import io.afterhours.contracts.Words;

/** How much of a build the next attempt is asked to do. */
public enum Scope {
    /** All of it. */
    SAME,
    /** The smallest part that is useful by itself. */
    SMALLER;

    public String word() {
        return Words.of(this);
    }
}
