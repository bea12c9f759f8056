package io.afterhours.scheduler.retry;

/** How much of a build the next attempt is asked to do. */
public enum Scope {
    /** All of it. */
    SAME,
    /** The smallest part that is useful by itself. */
    SMALLER
}
