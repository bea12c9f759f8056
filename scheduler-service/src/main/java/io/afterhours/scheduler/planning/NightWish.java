package io.afterhours.scheduler.planning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of a build for one night.
 *
 * @param until the end of the night; nothing is asked from then on
 * @param place its place among those that go before what nobody asked for, from 1; absent for one that was taken out
 */
public record NightWish(Instant until, @Nullable Integer place) {
    public NightWish {
        if (place != null && place < 1) {
            throw new IllegalArgumentException("place: expected 1 or more, got " + place);
        }
    }

    /** Whether it was taken out of the night's plan. */
    public boolean isOut() {
        return place == null;
    }
}
