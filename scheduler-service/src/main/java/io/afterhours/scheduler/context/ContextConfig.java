package io.afterhours.scheduler.context;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is taken as a sign of where the person is. */
@ConfigMapping(prefix = "afterhours.context")
public interface ContextConfig {
    /** Whether a command or a look at the dashboard makes the person available for 15 minutes. */
    @WithDefault("true")
    boolean presence();
}
