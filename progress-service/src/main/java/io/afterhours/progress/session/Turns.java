package io.afterhours.progress.session;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a transaction may tell of updates at once: five in a row may, and twenty a second after them. Each telling costs the outbox,
 * the broker and every reader the same, however many sessions it is of, so that what comes more often waits for the next round.
 */
final class Turns {
    private static final Duration EACH = Duration.ofMillis(50);
    private static final Duration IN_A_ROW = EACH.multipliedBy(4);

    private Instant usedUpTo = Instant.MIN;

    synchronized boolean isLeft(Instant now) {
        return !usedUpTo.isAfter(now.plus(IN_A_ROW));
    }

    /** Something was told of; where no turn was left it could not wait. */
    synchronized void took(Instant now) {
        usedUpTo = (usedUpTo.isBefore(now) ? now : usedUpTo).plus(EACH);
    }
}
