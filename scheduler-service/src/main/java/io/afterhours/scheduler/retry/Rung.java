package io.afterhours.scheduler.retry;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One more try: how long to wait for it, what it is told, how much to ask of it, and of whom.
 *
 * @param agent who has the build from here on; absent for whoever had it
 * @param model which model does, from here on; absent for the one that did, or for the agent's own where the agent changes
 */
public record Rung(
        Duration pause,
        Addition prompt,
        Scope scope,
        @Nullable String agent,
        @Nullable String model,
        Told tells) {
    /** Who waits longer has given the build up. */
    public static final Duration LONGEST = Duration.ofDays(30);

    public Rung {
        if (pause.isNegative() || pause.compareTo(LONGEST) > 0) {
            throw new InvalidEvent("wait", "from zero to " + LONGEST.toDays() + " days", pause);
        }
        if (agent != null) {
            Check.id("agent", agent);
        }
        if (model != null) {
            Check.required("model", model, Check.SHORT);
        }
    }

    /** By whoever had it, told everything. */
    public Rung(Duration pause, Scope scope) {
        this(pause, Addition.ALL, scope, null, null, Told.NOBODY);
    }

    Rung asking(Scope other) {
        return new Rung(pause, prompt, other, agent, model, tells);
    }

    Rung after(Duration wait) {
        return new Rung(wait, prompt, scope, agent, model, tells);
    }
}
