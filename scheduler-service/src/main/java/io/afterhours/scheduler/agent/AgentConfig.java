package io.afterhours.scheduler.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How identities of agents are made and withdrawn; without the keys, agents cannot be added here. */
@ConfigMapping(prefix = "afterhours.agents")
public interface AgentConfig {
    /** Seed that signs users of the account. */
    Optional<Path> signingKeyFile();

    /** Public key of the account in which everybody meets. */
    Optional<String> account();

    /** The account's token as the server keeps it; read before users are revoked. */
    Optional<Path> accountTokenFile();

    /** Seed that signs accounts; needed to revoke users. */
    Optional<Path> operatorKeyFile();

    /** Credentials of the user that may hand the server an account's new token; needed to revoke users. */
    Optional<Path> keeperCredentials();

    /** The address at which agents reach NATS. */
    @WithDefault("nats://localhost:4222")
    String natsUrl();
}
