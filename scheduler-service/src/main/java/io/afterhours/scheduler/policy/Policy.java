package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A named weekly table of bands and quiet hours in a zone.
 *
 * @param retryWaits the waits before the second, third, … attempt of a build; empty where the retry ladder's own count
 */
public record Policy(String name, ZoneId zone, List<Band> bands, List<Quiet> quiet, List<Duration> retryWaits) {
    public Policy {
        name = Check.id("name", name);
        bands = List.copyOf(bands);
        quiet = List.copyOf(quiet);
        retryWaits = List.copyOf(retryWaits);
    }

    /** The row that counts at {@code now}; empty between bands. */
    public Optional<Band> bandAt(Instant now) {
        return Optional.ofNullable(stretchAt(now).band());
    }

    public QuietLevel quietAt(Instant now) {
        return stretchAt(now).quiet();
    }

    /** When the policy next says something else than at {@code now}; empty when it never does. */
    public Optional<Instant> nextChange(Instant now) {
        return Optional.ofNullable(stretchAt(now).until());
    }

    public Stretch stretchAt(Instant now) {
        return outlook(now).now();
    }

    /** What the policy says from {@code now} on. */
    public Outlook outlook(Instant now) {
        return Outlook.of(this, now);
    }

    /** The same table with times read in another zone. */
    public Policy in(ZoneId other) {
        return new Policy(name, other, bands, quiet, retryWaits);
    }
}
