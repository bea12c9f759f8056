package io.afterhours.foundation.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what is done with is kept. */
@ConfigMapping(prefix = "afterhours.retention")
public interface RetentionConfig {
    /** Published events, from which a lost stream could be rebuilt. */
    @WithDefault("7d")
    Duration outbox();

    /** Ids of applied events; longer than any stream that is read keeps its messages beyond their first delivery. */
    @WithDefault("35d")
    Duration inbox();

    /** Messages that could not be applied, and events that could never be published. */
    @WithDefault("90d")
    Duration quarantine();
}
