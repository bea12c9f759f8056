package io.afterhours.scheduler.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When attempts are stopped because their host is too full. */
@ConfigMapping(prefix = "afterhours.overload")
public interface OverloadConfig {
    /** An attempt may be stopped while more than this of the disk or of the memory is used, in percent; 100 turns it off. */
    @WithDefault("90")
    int stopOver();

    /** How long that must have been so in every report, and how long a stop is given before the next. */
    @WithDefault("2m")
    Duration patience();
}
