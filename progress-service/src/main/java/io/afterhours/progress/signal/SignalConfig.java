package io.afterhours.progress.signal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When it is worth saying that a session does not get on. */
@ConfigMapping(prefix = "afterhours.signal")
public interface SignalConfig {
    /** How often sessions are looked at; {@code off} for never. */
    @WithDefault("10s")
    String every();

    /** How long a session may be silent while too little is known of its kind. */
    @WithDefault("PT10M")
    Duration unknown();

    /** No shorter silence is worth saying, however often sessions of its kind report. */
    @WithDefault("PT2M")
    Duration least();

    /** How many gaps between reports have to be known of a kind before they count. */
    @WithDefault("50")
    int observations();

    /** How long nothing is judged after the start, or after NATS was away: what was said meanwhile is still coming in. */
    @WithDefault("PT1M")
    Duration settle();

    /** How often the same error has to come, while the session stays where it is, before that is said. */
    @WithDefault("5")
    int sameError();

    /** How long an error may stay away before it counts as over. */
    @WithDefault("PT10M")
    Duration errorOver();
}
