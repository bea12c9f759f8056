package io.afterhours.cost.total;

import io.afterhours.cost.price.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What is worth knowing of some days beside their total.
 *
 * @param finishedBuilds builds that were finished in these days
 * @param perFinishedBuild what one of them cost on average, with all its attempts on whatever day; absent where there is none
 * @param failedWork what was spent in these days by sessions that finished nothing
 * @param silence what was spent in these days while the session's state and percent stood still
 * @param cacheSaving what the tokens read from caches would have cost at the input rate, less what they cost
 * @param covered what subscriptions covered, by the price list; in no total, for nothing was spent
 */
public record Figures(
        long finishedBuilds,
        @Nullable Money perFinishedBuild,
        Money failedWork,
        Money silence,
        Money cacheSaving,
        Money covered) {
    static Figures of(Finished finished, Money failedWork, Money silence, Sums sums) {
        return new Figures(
                finished.builds(), finished.average(), failedWork, silence, sums.cacheSaving(), sums.covered());
    }

    /** Finished builds and what they cost together. */
    record Finished(long builds, Money cost) {
        @Nullable Money average() {
            return builds == 0
                    ? null
                    : new Money(BigDecimal.valueOf(cost.nanos())
                            .divide(BigDecimal.valueOf(builds), 0, RoundingMode.HALF_UP)
                            .longValueExact());
        }
    }
}
