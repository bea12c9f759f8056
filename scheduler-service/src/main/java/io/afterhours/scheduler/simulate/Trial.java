package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.runner.FailureClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt comes to.
 *
 * @param nanos what it costs, nano-dollars
 * @param failure absent when it succeeds
 * @param limit how long a rate limit lasts from its end on; absent when it is no rate limit
 */
record Trial(
        Duration took,
        long nanos,
        @Nullable FailureClass failure,
        @Nullable Duration limit) {
    /** Of a member of a batch whose run ended before it came to it. */
    static final Trial NOT_REACHED = new Trial(Duration.ZERO, 0, null, null);

    /** The same, ended by what ended another. */
    Trial with(Trial ending) {
        return new Trial(took, nanos, ending.failure, ending.limit);
    }
}
