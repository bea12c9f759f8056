package io.afterhours.runner.load;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When a runner's host is too full to take more work. */
@ConfigMapping(prefix = "afterhours.load")
public interface LoadConfig {
    /** Nothing more is taken while more than this of the disk or of the memory is used, in percent; 100 turns it off. */
    @WithDefault("80")
    int holdOver();

    /** It is taken again when no more than this of both is used, in percent. */
    @WithDefault("75")
    int releaseUnder();
}
