package io.afterhours.contracts.cost;

import io.afterhours.contracts.Check;
import java.time.Instant;

/**
 * A window of an agent's subscription as it stands; on {@code cost.window} whenever its use or its reserve moved.
 *
 * @param agent whose subscription it is
 * @param window its name, e.g. {@code five-hour}
 * @param usedPercent of what the window allows
 * @param reservePercent so much of it is kept for the person, 0 to 100: nothing of the agent starts once the rest is used
 * @param resetsAt when it is empty again
 * @param at when it moved; an older one never overwrites a newer
 */
public record WindowChanged(
        String agent, String window, double usedPercent, int reservePercent, Instant resetsAt, Instant at) {
    public WindowChanged {
        agent = Check.id("agent", agent);
        window = Check.id("window", window);
        reservePercent = Check.within("reservePercent", reservePercent, 0, 100);
        resetsAt = Check.present("resetsAt", "a time", resetsAt);
        at = Check.present("at", "a time", at);
    }
}
