package io.afterhours.foundation.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may call over HTTP. */
@ConfigMapping(prefix = "afterhours.http")
public interface HttpConfig {
    /** File that holds the bearer token every caller must send. */
    Optional<Path> tokenFile();

    /** The token itself, for tests; the file is preferred, because a setting can be seen by more eyes. */
    Optional<String> token();

    /** Names, beside the loopback's, under which this process may be addressed. */
    @WithDefault("localhost,127.0.0.1,[::1]")
    List<String> hosts();
}
