package io.afterhours.foundation.time;

import java.time.Duration;

/** How far apart the rounds are in which many things are told of. */
public final class Pace {
    private Pace() {}

    /** The least time between two rounds, or more where so many things in a round would be more than may be told of in a second. */
    public static Duration of(int things, Duration least, int atMostInASecond) {
        var share = Duration.ofSeconds(1).multipliedBy(things).dividedBy(atMostInASecond);
        return share.compareTo(least) > 0 ? share : least;
    }
}
