package io.afterhours.scheduler.planning;

import java.time.Instant;
import java.util.List;

/**
 * The lanes whose builds could start when a build could, and so take its slot.
 *
 * @param at when it could start as far as clock and policy go
 * @param slots how many attempts may be live then
 * @param first lanes of which every build goes before it
 * @param beside lanes of which those builds go before it that come before it in the queue
 */
public record Rivals(Instant at, int slots, List<Lane> first, List<Lane> beside) {
    public Rivals {
        first = List.copyOf(first);
        beside = List.copyOf(beside);
    }
}
