package io.afterhours.foundation.nats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which messages go on and which are passed over, because their agent sends more than its rate. Once a message of an agent is passed
 * over, all that follow are, until the gate is opened for it again.
 *
 * <p>Messages are asked about in the order of their stream. One that comes a second time goes on unless its agent is parked: it took its
 * token before.
 *
 * @param <M> a message
 */
final class Floodgate<M> {
    private final TokenBuckets buckets;
    private final Function<M, Seen> reading;
    private final Map<String, Long> parked = new HashMap<>();
    private List<Passed<M>> passedOver = new ArrayList<>();

    /** What counts of a message: whose it is, its place in the stream, when the broker got it, whether it was handed out before. */
    record Seen(String agent, long sequence, Instant at, boolean again) {}

    /** A message that was passed over. */
    record Passed<M>(M message, String agent, long sequence) {}

    Floodgate(TokenBuckets buckets, Function<M, Seen> reading) {
        this.buckets = buckets;
        this.reading = reading;
    }

    /** Those of the messages that go on; the others are there for {@link #takePassedOver}. */
    synchronized List<M> pass(List<M> messages) {
        var passed = new ArrayList<M>(messages.size());
        for (var message : messages) {
            var seen = reading.apply(message);
            if (goesOn(seen)) {
                passed.add(message);
            } else {
                parked.putIfAbsent(seen.agent(), seen.sequence());
                passedOver.add(new Passed<>(message, seen.agent(), seen.sequence()));
            }
        }
        return passed;
    }

    /** What is before the first message that was passed over is in nobody else's hands. */
    private boolean goesOn(Seen seen) {
        var first = parked.get(seen.agent());
        if (first != null) {
            return seen.sequence() < first;
        }
        return seen.again() || buckets.take(seen.agent(), seen.at());
    }

    /** What was passed over since this was last asked. */
    synchronized List<Passed<M>> takePassedOver() {
        var taken = passedOver;
        passedOver = new ArrayList<>();
        return taken;
    }

    /**
     * Takes down which agents are parked, each with the place of the first message that was passed over. One that is parked here alone
     * is so no longer, unless something of it was just passed over.
     */
    synchronized void know(Map<String, Long> all) {
        var justNow = agentsPassedOver();
        parked.keySet().removeIf(agent -> !all.containsKey(agent) && !justNow.contains(agent));
        parked.putAll(all);
    }

    /**
     * Lets an agent's messages go on again.
     *
     * @return false, and nothing is changed, where something of it was just passed over
     */
    synchronized boolean open(String agent) {
        if (agentsPassedOver().contains(agent)) {
            return false;
        }
        parked.remove(agent);
        return true;
    }

    synchronized int parked() {
        return parked.size();
    }

    private Set<String> agentsPassedOver() {
        var agents = new HashSet<String>();
        passedOver.forEach(each -> agents.add(each.agent()));
        return agents;
    }
}
