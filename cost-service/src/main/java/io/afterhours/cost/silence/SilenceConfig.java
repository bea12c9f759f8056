package io.afterhours.cost.silence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Cost of silence. */
@ConfigMapping(prefix = "afterhours.silence")
public interface SilenceConfig {
    /** What a session spends counts as silent once its state and percent have stood still for longer than this. */
    @WithDefault("10m")
    Duration after();

    /**
     * How long it is remembered when a session moved last; one that stood still for longer is not judged any more. What was spent in
     * silence is kept by session for as long, and its sum by day for good.
     */
    @WithDefault("7d")
    Duration keep();
}
