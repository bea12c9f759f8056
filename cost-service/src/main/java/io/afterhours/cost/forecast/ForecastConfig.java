package io.afterhours.cost.forecast;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How forecasts are kept. */
@ConfigMapping(prefix = "afterhours.forecast")
public interface ForecastConfig {
    /** How often it is noted what was spent by then. */
    @WithDefault("5m")
    Duration every();

    /** Whether it is noted at all; off in tests, which note by hand. */
    @WithDefault("true")
    boolean loop();
}
