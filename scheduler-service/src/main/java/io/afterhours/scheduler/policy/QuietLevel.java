package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Words;

/** How quiet it is, from nothing held to everything held. */
public enum QuietLevel {
    /** No quiet hours. */
    NONE,
    /** Urgent builds may start. */
    SOFT,
    /** Nothing starts. */
    HARD;

    public String word() {
        return Words.of(this);
    }
}
