package io.afterhours.scheduler.planning;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the account under which an agent asks its provider.
 *
 * @param until when it is tried again
 * @param said whether the provider said so; otherwise nobody knows when it ends
 * @param window the window of the agent's subscription that is used but for what is kept for the person; absent where an attempt was
 *     refused
 */
public record ProviderLimit(
        String agent, Instant until, boolean said, @Nullable Window window) {
    /** The one that lasts longest comes last. */
    static final Comparator<ProviderLimit> LONGEST = Comparator.comparing(ProviderLimit::until);

    /** A limit that an attempt met. */
    public ProviderLimit(String agent, Instant until, boolean said) {
        this(agent, until, said, null);
    }

    /**
     * A window of a subscription.
     *
     * @param usedPercent of what it allows
     * @param reservePercent so much of it is kept for the person
     */
    public record Window(String name, int usedPercent, int reservePercent) {}

    boolean holds(Instant now) {
        return until.isAfter(now);
    }
}
