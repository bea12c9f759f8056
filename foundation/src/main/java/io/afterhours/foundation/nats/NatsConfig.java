package io.afterhours.foundation.nats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How this process reaches NATS. */
@ConfigMapping(prefix = "afterhours.nats")
public interface NatsConfig {
    /** Addresses of the servers, separated by commas. */
    @WithDefault("nats://localhost:4222")
    String url();

    /** File with the credentials (JWT and seed) of this identity; without it the connection is anonymous. */
    Optional<Path> credentials();

    /** This identity: a service, runner or agent name; replies come to {@code _INBOX_<identity>.>}. */
    @WithDefault("${quarkus.application.name}")
    String identity();

    /** How long a publish waits for its acknowledgement. */
    @WithDefault("5s")
    Duration publishTimeout();
}
