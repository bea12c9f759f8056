package io.afterhours.scheduler.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The queue as a file. */
@ConfigMapping(prefix = "afterhours.queue")
public interface QueueConfig {
    /** File that says how every build stands, rewritten when one changes; none where it is empty. */
    Optional<Path> statusFile();

    /** The least time between two versions of that file. */
    @WithDefault("1s")
    Duration statusEvery();
}
