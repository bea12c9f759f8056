package io.afterhours.scheduler.retry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What happens after failures, besides the waits, which are the policy's. */
@ConfigMapping(prefix = "afterhours.retry")
public interface RetryConfig {
    /** How many runners in a row may be lost with a build before a person is asked. */
    @WithDefault("5")
    int losses();
}
