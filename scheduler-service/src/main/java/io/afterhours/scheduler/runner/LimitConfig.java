package io.afterhours.scheduler.runner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the limits of agents' providers are waited out. */
@ConfigMapping(prefix = "afterhours.limit")
public interface LimitConfig {
    /** How long an agent waits whose provider did not say when its limit ends. */
    @WithDefault("15m")
    Duration unknownWait();

    /** The longest wait; what a provider says beyond it is tried then. */
    @WithDefault("31d")
    Duration longestWait();
}
