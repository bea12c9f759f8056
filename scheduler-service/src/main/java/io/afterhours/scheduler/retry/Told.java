package io.afterhours.scheduler.retry;

import io.afterhours.contracts.Words;

/** Who is told that a rung is taken. The person learns of the ladder's end in any case. */
public enum Told {
    NOBODY,
    /** A question in the inbox that answers itself when the build is tried again; until then the person may call the build off. */
    PERSON;

    public String word() {
        return Words.of(this);
    }
}
