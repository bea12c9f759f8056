package io.afterhours.cost.window;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Windows of subscriptions. */
@ConfigMapping(prefix = "afterhours.window")
public interface WindowConfig {
    /** How much of a window is kept for the person where they said nothing else, in percent, 0 to 100. */
    @WithDefault("10")
    int reserve();

    /** How long something that is said in a session of which nothing is known waits for the scheduler to say whose it is. */
    @WithDefault("30s")
    Duration unknownFor();

    /** How long a window is remembered after its reset when nothing more is said of it, with what is kept of it. */
    @WithDefault("35d")
    Duration keep();

    /** How often it is looked for sessions that are known by then. */
    @WithDefault("1s")
    Duration every();

    /** Whether it is looked at all; off in tests, which look by hand. */
    @WithDefault("true")
    boolean loop();
}
