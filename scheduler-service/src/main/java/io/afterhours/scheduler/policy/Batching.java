package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Words;

/** Whether builds that are alike go together as one attempt. */
public enum Batching {
    /** Each starts by itself. */
    OFF,
    /** A person accepts each batch. */
    PROPOSE,
    /** What is proposed is accepted at once. */
    AUTOMATIC;

    public String word() {
        return Words.of(this);
    }
}
