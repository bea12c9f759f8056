package io.afterhours.cost.statistics;

import io.afterhours.cost.price.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a model did at builds of a kind.
 *
 * @param model absent where nothing was reported of any
 * @param builds how many it succeeded or failed at
 * @param succeeded attempts, as are {@code failed} and {@code interrupted}
 * @param cost of the sessions of all these attempts
 * @param unknownCalls reports of them that the cost leaves out
 * @param p50 how long an attempt that succeeded took, from its dispatch to its end; absent where none did
 */
record Statistic(
        @Nullable String model,
        String kind,
        long builds,
        long succeeded,
        long failed,
        long interrupted,
        Money cost,
        long unknownCalls,
        @Nullable Duration p50,
        @Nullable Duration p90) {
    private static final int SHARE_DIGITS = 3;

    /** Attempts at builds that the model had tried before. */
    long retries() {
        return succeeded + failed - builds;
    }

    /** The share of attempts that succeeded, of those that say something; absent where none does. */
    @Nullable BigDecimal successRate() {
        var judged = succeeded + failed;
        return judged == 0
                ? null
                : BigDecimal.valueOf(succeeded).divide(BigDecimal.valueOf(judged), SHARE_DIGITS, RoundingMode.HALF_UP);
    }

    /** What one success costs with everything that was spent beside it; absent where there is none. */
    @Nullable Money perSuccess() {
        return succeeded == 0 ? null : new Money(Math.round((double) cost.nanos() / succeeded));
    }
}
