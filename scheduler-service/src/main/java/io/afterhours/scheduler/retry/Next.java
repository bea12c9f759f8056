package io.afterhours.scheduler.retry;

import io.afterhours.contracts.Words;

/** Where a build goes after a failure of a class. */
public enum Next {
    /** To the next rung of the ladder that is of use; to the person where there is none. */
    CLIMBS,
    /** Back to the queue as if it had not been tried. */
    UNCOUNTED,
    /** Straight to the person. */
    PERSON;

    public String word() {
        return Words.of(this);
    }
}
