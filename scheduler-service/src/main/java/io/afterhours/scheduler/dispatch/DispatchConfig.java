package io.afterhours.scheduler.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How attempts are handed out and kept alive. */
@ConfigMapping(prefix = "afterhours.dispatch")
public interface DispatchConfig {
    /** How long an attempt lives without a heartbeat. */
    @WithDefault("45s")
    Duration lease();

    /** How often silent attempts are looked for. */
    @WithDefault("5s")
    Duration rescueEvery();

    /** How long a runner counts as there after it was last heard of. */
    @WithDefault("35s")
    Duration runnerSilence();

    /** The agent of builds that name none. */
    @WithDefault("shell")
    String defaultAgent();

    /** The longest a single attempt may run. */
    @WithDefault("4h")
    Duration wallClock();

    /**
     * How often the plan is looked at when nothing happened: the safety net, and how soon another scheduler goes on where one
     * died between a change and the plan that should follow it.
     */
    @WithDefault("3s")
    Duration lookEvery();

    /** Whether the loops run; tests turn the crank by hand. */
    @WithDefault("true")
    boolean loops();
}
