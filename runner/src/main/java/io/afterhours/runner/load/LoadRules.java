package io.afterhours.runner.load;

import io.afterhours.contracts.runner.HostResource;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether a host is too full to take more. */
final class LoadRules {
    private LoadRules() {}

    /**
     * How it stands after a measurement: over the upper mark it is full, at the lower one or under it is not, and between them it
     * stays what it was.
     *
     * @param before null while it takes work
     * @param over percent
     * @param under percent, not above {@code over}
     * @return null when it takes work
     */
    static @Nullable Full after(@Nullable Full before, Load load, int over, int under, Instant now) {
        var fullest = Stream.of(HostResource.values())
                .max(Comparator.comparingInt(load::percentOf))
                .orElseThrow();
        var percent = load.percentOf(fullest);
        if (percent <= under || (before == null && percent <= over)) {
            return null;
        }
        return new Full(fullest, before == null ? now : before.since());
    }
}
