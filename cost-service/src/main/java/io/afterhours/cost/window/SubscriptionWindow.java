package io.afterhours.cost.window;

import java.time.Instant;

/**
 * A window of an agent's subscription.
 *
 * @param usedPercent of what it allows, as said last; a window that was reset since is empty, whatever this says
 * @param reservePercent so much of it is kept for the person
 * @param saidAt when that was said of it
 */
record SubscriptionWindow(
        String agent, String name, double usedPercent, int reservePercent, Instant resetsAt, Instant saidAt) {
    /** How a window stands; the words are those of the public names. */
    enum State {
        OPEN,
        RESERVED,
        SPENT
    }

    double usedPercent(Instant now) {
        return resetsAt.isAfter(now) ? usedPercent : 0;
    }

    State state(Instant now) {
        var used = usedPercent(now);
        return used >= 100 ? State.SPENT : used > 0 && used >= 100 - reservePercent ? State.RESERVED : State.OPEN;
    }

    /** The same window after something was said of it; what is older than what is known changes nothing. */
    SubscriptionWindow hearing(double used, Instant resets, Instant at) {
        return at.isBefore(saidAt) ? this : new SubscriptionWindow(agent, name, used, reservePercent, resets, at);
    }

    SubscriptionWindow reserving(int percent) {
        return new SubscriptionWindow(agent, name, usedPercent, percent, resetsAt, saidAt);
    }

    /** Whether another says the same of the window, whenever it was said. */
    boolean saysAs(SubscriptionWindow other) {
        return usedPercent == other.usedPercent
                && reservePercent == other.reservePercent
                && resetsAt.equals(other.resetsAt);
    }
}
