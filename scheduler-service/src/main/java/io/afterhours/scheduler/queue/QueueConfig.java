package io.afterhours.scheduler.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What waits in the queue for a person, and the queue as a file. */
@ConfigMapping(prefix = "afterhours.queue")
public interface QueueConfig {
    /** File that says how every build stands, rewritten when one changes; none where it is empty. */
    Optional<Path> statusFile();

    /** The least time between two versions of that file. */
    @WithDefault("1s")
    Duration statusEvery();

    /** How long a build waits for the consent that it needs; without end where it is empty. */
    Optional<Duration> approvalWithin();

    /** What a missing answer means then. What an agent asked for is rejected either way. */
    @WithDefault("reject")
    Decision approvalDefault();

    /** What may become of a build that needs consent. */
    enum Decision {
        APPROVE,
        REJECT
    }
}
