package io.afterhours.scheduler.planning;

import java.time.Instant;

/**
 * A limit of the account under which an agent asks its provider.
 *
 * @param until when it is tried again
 * @param said whether the provider said so; otherwise nobody knows when it ends
 */
public record ProviderLimit(String agent, Instant until, boolean said) {
    boolean holds(Instant now) {
        return until.isAfter(now);
    }
}
