package io.afterhours.cost.total;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the suite is told what sessions cost. */
@ConfigMapping(prefix = "afterhours.report")
public interface ReportConfig {
    /** How many sessions that are booked together are told of at once; of more, each is told of a little later. */
    @WithDefault("100")
    int atOnce();

    /** The least time between two rounds of those told of later. */
    @WithDefault("PT0.1S")
    Duration every();

    /** How many sessions are told of later in a second; when more change, each is told of less often. */
    @WithDefault("1000")
    int atMost();
}
