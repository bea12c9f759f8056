package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.Words;

/** How quiet it is, from nothing held to everything held. */
public enum QuietLevel {
    /** No quiet hours. */
    NONE,
    /** Urgent builds may start. */
    SOFT,
    /** Nothing starts. */
    HARD;

    /** Whether builds of the priority may start. */
    boolean passes(Priority priority) {
        return switch (this) {
            case NONE -> true;
            case SOFT -> priority == Priority.URGENT;
            case HARD -> false;
        };
    }

    public String word() {
        return Words.of(this);
    }
}
