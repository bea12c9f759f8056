package io.afterhours.progress.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How sessions are told of. */
@ConfigMapping(prefix = "afterhours.session")
public interface SessionConfig {
    /** The least time between two published changes of one session; an end does not wait. */
    @WithDefault("PT0.1S")
    Duration publishEvery();

    /** The most changes published in a second, over all sessions; when more change, each is published less often. */
    @WithDefault("2000")
    int publishAtMost();
}
