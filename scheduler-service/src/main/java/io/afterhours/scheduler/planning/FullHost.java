package io.afterhours.scheduler.planning;

import io.afterhours.contracts.runner.HostResource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A runner that takes nothing more because its host is full, where there is none that does.
 *
 * @param percent how much of the resource is used
 * @param others how many more runners take nothing for the same reason
 * @param slots how many attempts they can take in all once there is room
 * @param nextReport when the first of these runners should say again how full its host is; absent where nobody knows
 */
public record FullHost(
        String runner,
        HostResource resource,
        int percent,
        Instant since,
        int others,
        int slots,
        @Nullable Instant nextReport) {
    /** One of which nobody knows when it reports again. */
    public FullHost(String runner, HostResource resource, int percent, Instant since, int others, int slots) {
        this(runner, resource, percent, since, others, slots, null);
    }
}
