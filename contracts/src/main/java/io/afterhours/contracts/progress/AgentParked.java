package io.afterhours.contracts.progress;

import io.afterhours.contracts.Check;
import java.time.Instant;

/**
 * Whether an agent is parked, because it sends more than is taken of one at a time: its reports are applied at its rate while those
 * of others go on; on {@code progress.parked.<agent>} when that begins, and when all of them are applied.
 *
 * @param parked whether it is so; false when it is over
 * @param perSecond how many of its reports a second are applied meanwhile
 * @param since when it began
 * @param at when this became true
 */
public record AgentParked(String agent, boolean parked, int perSecond, Instant since, Instant at) {
    public AgentParked {
        agent = Check.id("agent", agent);
        since = Check.present("since", "a time", since);
        at = Check.present("at", "a time", at);
    }
}
