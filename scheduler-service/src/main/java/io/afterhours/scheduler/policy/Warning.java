package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Words;
import java.util.List;

/**
 * Something in a policy that is allowed and probably not meant.
 *
 * @param field where in the document, e.g. {@code bands[2]}; empty for the policy as a whole
 * @param text one sentence that says what happens
 * @param times when in the week, e.g. {@code Monday to Friday 06:00-09:00}; empty where it is no matter of time
 */
public record Warning(Code code, String field, String text, List<String> times) {
    public Warning {
        times = List.copyOf(times);
    }

    /** What sort of thing it is. */
    public enum Code {
        /** No band is open. */
        GAP,
        /** Two bands are open, and the first in the table counts. */
        OVERLAP,
        /** A row that never counts or starts nothing. */
        NEVER,
        /** A sort of build that no build can be, or that an earlier one covers. */
        ADMISSION,
        /** A priority that no band starts. */
        PRIORITY;

        public String word() {
            return Words.of(this);
        }
    }
}
