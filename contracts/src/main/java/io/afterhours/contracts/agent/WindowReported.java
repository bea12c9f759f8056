package io.afterhours.contracts.agent;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of a subscription's window is used up, as the provider says; published on {@code agent.<agent>.window}.
 *
 * @param window its name, e.g. {@code five-hour} or {@code weekly}: 1 to 40 of a-z, 0-9 and -
 * @param usedPercent of what the window allows, 0 to 1000: more than 100 where the provider lets more be bought
 * @param resetsAt when it is empty again
 * @param session the session in which that was said: the window is then the one of the agent that works in it; else of who
 *     publishes it
 * @param at when it was said; the broker's time where it is missing
 */
public record WindowReported(
        String window,
        Double usedPercent,
        Instant resetsAt,
        @Nullable String session,
        @Nullable Instant at) {
    private static final double MOST = 1_000;

    public WindowReported {
        window = Check.id("window", window);
        if (usedPercent == null || !(usedPercent >= 0 && usedPercent <= MOST)) {
            throw new InvalidEvent("usedPercent", "a number from 0 to 1000", usedPercent);
        }
        resetsAt = Check.present("resetsAt", "a time", resetsAt);
        session = Check.optional("session", session, Check.SHORT);
    }
}
