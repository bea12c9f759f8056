package io.afterhours.scheduler.planning;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a build is done by its deadline. A deadline orders nothing: it is what a person is told when it is missed. */
public final class DeadlineRules {
    private DeadlineRules() {}

    /**
     * A deadline that should be missed, or was.
     *
     * @param end when the build should be done; absent where nobody can say
     * @param soonest whether it is done no sooner than then, rather than about then
     */
    public record Missed(Instant deadline, @Nullable Instant end, boolean soonest) {
        /** A sentence of its own for the person. */
        public String text(Instant now, ZoneId zone) {
            var time = new HumanTime(now, zone);
            return end == null
                    ? "Its deadline was " + time.at(deadline) + "."
                    : "It would end %s %s, after its deadline %s."
                            .formatted(soonest ? "no sooner than" : "about", time.at(end), time.at(deadline));
        }
    }

    /**
     * How a build that is not over misses its deadline; empty where it should keep it, or nobody can say.
     *
     * @param expectedEnd when it should be done, as far as anybody can say
     * @param soonestEnd when it should be done if it started as soon as the clock lets it; for a build whose start nobody knows
     */
    public static Optional<Missed> missed(
            Instant deadline, @Nullable Instant expectedEnd, @Nullable Instant soonestEnd, Instant now) {
        if (expectedEnd != null) {
            return expectedEnd.isAfter(deadline)
                    ? Optional.of(new Missed(deadline, expectedEnd, false))
                    : Optional.empty();
        }
        if (soonestEnd != null && soonestEnd.isAfter(deadline)) {
            return Optional.of(new Missed(deadline, soonestEnd, true));
        }
        return deadline.isAfter(now) ? Optional.empty() : Optional.of(new Missed(deadline, null, false));
    }

    /** When a build that waits should be done if it starts as soon as its verdict lets it, and takes as long as half of such builds. */
    public static Instant soonestEnd(Verdict verdict, Duration expected, Instant now) {
        return verdict.soonestStart(now).plus(expected);
    }
}
