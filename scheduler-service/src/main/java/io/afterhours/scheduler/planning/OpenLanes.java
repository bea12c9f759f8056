package io.afterhours.scheduler.planning;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of which a build may start now.
 *
 * @param slots how many more attempts may be live
 * @param nextLook when time alone could let another lane in; absent when only an event can
 */
public record OpenLanes(
        List<Open> lanes, int slots, @Nullable Instant nextLook) {
    public OpenLanes {
        lanes = List.copyOf(lanes);
    }

    /**
     * A lane of which a build may start.
     *
     * @param turn lanes of a lower turn go before those of a higher one, whatever the score
     */
    public record Open(Lane lane, int turn) {}
}
