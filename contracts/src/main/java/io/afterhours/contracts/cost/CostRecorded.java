package io.afterhours.contracts.cost;

import io.afterhours.contracts.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session and its build have cost so far, after usage was priced; on {@code cost.recorded}.
 *
 * @param sessionNanos sum over the session in nano-dollars
 * @param buildNanos sum over the build in nano-dollars; absent where the session belongs to no build
 * @param unknownCalls reports of the session whose model has no price; their cost is unknown, not zero
 */
public record CostRecorded(
        String session,
        String agent,
        @Nullable String build,
        long sessionNanos,
        @Nullable Long buildNanos,
        long unknownCalls,
        Instant at) {
    public CostRecorded {
        session = Check.required("session", session, Check.SHORT);
        agent = Check.id("agent", agent);
        at = Check.present("at", "a time", at);
    }
}
