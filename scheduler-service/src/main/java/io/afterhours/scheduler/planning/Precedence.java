package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.policy.Outlook;

/** Whose turn it is before the score decides. */
final class Precedence {
    /** Turns of what no person put in an order; there are never as many places. */
    private static final int SUITS = Integer.MAX_VALUE - 1;

    private static final int BEHIND = Integer.MAX_VALUE;

    private final Outlook outlook;

    Precedence(Outlook outlook) {
        this.outlook = outlook;
    }

    /** Urgent builds go before all others, then what a person put first for the night, then what the context asks for. */
    int of(Candidate candidate) {
        if (candidate.priority() == Priority.URGENT) {
            return 0;
        }
        var place = candidate.place();
        if (place != null) {
            return place;
        }
        return outlook.now().context().suits(candidate.asApplicant()) ? SUITS : BEHIND;
    }

    /** Whether others go before it because they suit where the person is. */
    boolean isBehind(Candidate candidate) {
        return of(candidate) == BEHIND;
    }
}
