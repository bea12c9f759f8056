package io.afterhours.cost.statistics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Statistics of models. */
@ConfigMapping(prefix = "afterhours.statistics")
public interface StatisticsConfig {
    /** How many days count in what is published of a model, and where nobody says how many. */
    @WithDefault("30")
    int days();

    /** How many days attempts are kept after their end: no statistic reaches further back. */
    @WithDefault("90")
    int keep();

    /** How often it is looked what moved. */
    @WithDefault("1m")
    Duration every();

    /** Whether it is looked at all; off in tests, which look by hand. */
    @WithDefault("true")
    boolean loop();
}
