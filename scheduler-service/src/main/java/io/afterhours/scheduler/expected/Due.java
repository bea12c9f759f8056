package io.afterhours.scheduler.expected;

import io.afterhours.scheduler.estimate.Estimate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A build whose money is still to be spent.
 *
 * @param end when its attempt should be over; absent where nobody can say
 * @param p50 nano-dollars that half of such builds stay under from here on
 * @param p90 nano-dollars that nine of ten stay under
 */
record Due(@Nullable Instant end, long p50, long p90) {
    /** One that waits. */
    static Due of(Estimate estimate, @Nullable Instant end) {
        return new Due(end, estimate.costP50(), Math.max(estimate.costP50(), estimate.costP90()));
    }

    /** The same once so much of it is spent. */
    Due less(long spent) {
        return new Due(end, Math.max(0, p50 - spent), Math.max(0, p90 - spent));
    }
}
