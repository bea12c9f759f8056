package io.afterhours.cost.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Usage that is reported as growing sums. */
@ConfigMapping(prefix = "afterhours.usage")
public interface UsageConfig {
    /**
     * How long it is remembered how much of a session's growing sum was booked, after its last report. A session that is resumed
     * later than that is booked anew from nothing.
     */
    @WithDefault("90d")
    Duration remembered();
}
