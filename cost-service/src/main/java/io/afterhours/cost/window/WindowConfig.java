package io.afterhours.cost.window;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Windows of subscriptions. */
@ConfigMapping(prefix = "afterhours.window")
public interface WindowConfig {
    /** How much of a window is kept for the person where they said nothing else, in percent, 0 to 100. */
    @WithDefault("10")
    int reserve();
}
