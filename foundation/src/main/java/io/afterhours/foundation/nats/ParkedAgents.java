package io.afterhours.foundation.nats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which agents are parked, with the part of the stream that was passed over because of it. What is in such a part was acknowledged
 * to the consumer of all, and is applied through a consumer of the agent's own: a part that is taken down here is not lost.
 */
public interface ParkedAgents {
    /**
     * Part of a stream in which an agent's messages were passed over.
     *
     * @param first place of the first of them
     * @param last place of the last of them
     */
    record Part(String agent, long first, long last) {}

    /**
     * A parked agent.
     *
     * @param part what was passed over since it was parked
     * @param done up to which place its messages are applied
     * @param comingBack whether it is parked no longer, and only what was passed over is still to be applied
     * @param mine whether this process applies what was passed over
     */
    record Parked(Part part, long done, Instant since, boolean comingBack, boolean mine) {
        public String agent() {
            return part.agent();
        }
    }

    /**
     * Takes down what was passed over, in a transaction of its own; an agent that was not parked is so from now on.
     *
     * @throws RuntimeException when that could not be written
     */
    void park(String consumer, List<Part> parts);

    /** All agents that are parked at a consumer, longest first. */
    List<Parked> all(String consumer);

    /**
     * The same. Those whose messages nobody applies become this process's for a while.
     *
     * @param lease for how long, unless this is called again
     */
    List<Parked> claim(String consumer, Duration lease);

    /**
     * Takes down how far this process has come with an agent's messages.
     *
     * @param done up to which place they are applied
     * @param waiting how many are still to be applied
     */
    void note(String consumer, String agent, long done, long waiting);

    /** From now on no message of the agent should be passed over any more. */
    void comeBack(String consumer, String agent);

    /**
     * Takes an agent off the list when all is applied that was passed over.
     *
     * @param last up to which place that is so
     * @return whether nothing after that was passed over
     */
    boolean end(String consumer, String agent, long last);
}
