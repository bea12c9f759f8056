package io.afterhours.scheduler.planning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a build stands among those that could start when it could.
 *
 * @param slots how many attempts may be live then
 * @param ahead how many builds go before it
 * @param isMore whether there are more of them than were counted
 * @param about when its turn should come if every attempt takes as long as estimated; absent when nobody can say
 */
public record Place(
        int slots, int ahead, boolean isMore, @Nullable Instant about) {}
