package io.afterhours.dashboard.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the services are. */
@ConfigMapping(prefix = "afterhours.services")
public interface ServicesConfig {
    /** Address of scheduler-service. */
    @WithDefault("http://127.0.0.1:8081")
    URI scheduler();

    /** Address of cost-service. */
    @WithDefault("http://127.0.0.1:8082")
    URI cost();

    /** Address of progress-service. */
    @WithDefault("http://127.0.0.1:8083")
    URI progress();

    /** How long a service may take to answer. */
    @WithDefault("15s")
    Duration timeout();

    /** How long a build waits for its cost and progress before it is shown without them. */
    @WithDefault("1s")
    Duration joinTimeout();
}
