package io.afterhours.runner.load;

import io.afterhours.contracts.runner.HostResource;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a host at one moment.
 *
 * @param diskPercent used of the file system
 * @param memoryPercent used of the memory
 * @param loadPercent processes that run or wait to, by processors; absent where the host does not say
 */
public record Load(
        int diskPercent, int memoryPercent, @Nullable Integer loadPercent) {
    int percentOf(HostResource resource) {
        return switch (resource) {
            case DISK -> diskPercent;
            case MEMORY -> memoryPercent;
        };
    }
}
