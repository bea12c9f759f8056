package io.afterhours.scheduler.overload;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Decides which attempt ends for the sake of its host. */
public final class OverloadRules {
    /** By what would be lost: of builds alike, the youngest attempt has done least. */
    public static final Comparator<Occupant> LEAST_FIRST = Comparator.comparing(
                    Occupant::priority, Comparator.reverseOrder())
            .thenComparingLong(Occupant::score)
            .thenComparing(Occupant::since, Comparator.reverseOrder())
            .thenComparing(Occupant::session);

    private OverloadRules() {}

    /**
     * The attempt to stop: of the lowest priority, of these the one with the smallest score, of these the youngest.
     *
     * @param patience how long a host may be over its limit, and how long a stop is given to show
     * @return empty while the host is not over its limit for so long, or a stop was made less than that ago
     */
    public static Optional<Occupant> stop(
            Pressure pressure, Collection<Occupant> occupants, Duration patience, Instant now) {
        var over = pressure.overSince();
        var relieved = pressure.relievedAt();
        if (over == null
                || over.plus(patience).isAfter(now)
                || (relieved != null && relieved.plus(patience).isAfter(now))) {
            return Optional.empty();
        }
        return occupants.stream().min(LEAST_FIRST);
    }
}
