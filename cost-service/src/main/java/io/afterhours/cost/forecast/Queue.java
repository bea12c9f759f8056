package io.afterhours.cost.forecast;

import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.contracts.scheduler.QueueExpected.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the builds that run and wait should cost, as the scheduler said last.
 *
 * @param said absent where nothing was
 */
record Queue(@Nullable QueueExpected said) {
    static final Queue UNKNOWN = new Queue(null);

    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * What ends from one time to another. Of an hour that lies in it in part the same part counts. The scheduler says again what is late,
     * so an hour that is over when this is asked is over.
     *
     * @param from now or later
     */
    Guess between(Instant from, Instant to, Instant now) {
        var sum = Guess.NOTHING;
        for (var each : endings()) {
            var begins = each.hour().isAfter(now) ? each.hour() : now;
            var ends = each.hour().plus(HOUR);
            var within = Duration.between(begins.isAfter(from) ? begins : from, ends.isBefore(to) ? ends : to);
            if (within.isPositive()) {
                var share = within.toNanos()
                        / (double) Duration.between(begins, ends).toNanos();
                sum = sum.and(Guess.between(each.p50Nanos(), each.p90Nanos()).times(share));
            }
        }
        return sum;
    }

    private List<Ending> endings() {
        return said == null ? List.of() : said.endings();
    }
}
