package io.afterhours.progress.session;

import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** What is remarkable about a report in a session's history. */
public enum Mark {
    /** It arrived when the session had ended. */
    LATE,
    /** It arrived after a newer one. */
    OUT_OF_ORDER,
    /** It is by somebody who turned out not to own the session. */
    FOREIGN;

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
