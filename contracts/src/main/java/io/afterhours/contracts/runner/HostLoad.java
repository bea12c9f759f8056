package io.afterhours.contracts.runner;

import io.afterhours.contracts.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of a runner's host is used, as it measured itself.
 *
 * @param diskPercent of the file system in which its folder lies
 * @param memoryPercent of the memory, where what can be had without swapping counts as free
 * @param loadPercent processes that run or wait to, by processors, over the last minute; absent where the host does not say
 * @param full why the runner takes nothing more; absent while it takes work
 * @param fullSince since when, by the runner's clock
 */
public record HostLoad(
        int diskPercent,
        int memoryPercent,
        @Nullable Integer loadPercent,
        @Nullable HostResource full,
        @Nullable Instant fullSince) {
    public HostLoad {
        Check.within("host.diskPercent", diskPercent, 0, 100);
        Check.within("host.memoryPercent", memoryPercent, 0, 100);
        if (loadPercent != null) {
            Check.within("host.loadPercent", loadPercent, 0, 1_000_000);
        }
    }

    /** How much of that resource is used, percent. */
    public int percentOf(HostResource resource) {
        return switch (resource) {
            case DISK -> diskPercent;
            case MEMORY -> memoryPercent;
        };
    }
}
