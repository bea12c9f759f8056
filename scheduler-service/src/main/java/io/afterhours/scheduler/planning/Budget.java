package io.afterhours.scheduler.planning;

import java.time.Instant;

/**
 * A budget as the scheduler last heard of it, in nano-dollars.
 *
 * @param name {@code day}, {@code week} or {@code month}
 * @param hard whether nothing new starts once it is spent
 * @param renews when it is empty again
 */
public record Budget(String name, long spentNanos, long limitNanos, boolean hard, Instant renews) {
    /** Whether it keeps new attempts from starting. A budget whose period is over does not. */
    boolean holds(Instant now) {
        return hard && spentNanos >= limitNanos && now.isBefore(renews);
    }
}
