package io.afterhours.progress.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions are kept. */
@ConfigMapping(prefix = "afterhours.retention")
public interface RetentionConfig {
    /** How often is cleaned up; {@code off} for never. */
    @WithDefault("10m")
    String every();

    /** How long a session stays after its end, with its history and log. */
    @WithDefault("PT48H")
    Duration ended();

    /** How long a session that never said it was over may be silent. */
    @WithDefault("P7D")
    Duration silent();

    /** How long it is remembered that a session was there, and what came under a key; events may be 30 days old. */
    @WithDefault("P31D")
    Duration remembered();
}
