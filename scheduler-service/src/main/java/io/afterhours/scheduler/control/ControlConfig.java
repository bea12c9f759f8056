package io.afterhours.scheduler.control;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What counts until a person says otherwise. */
@ConfigMapping(prefix = "afterhours.control")
public interface ControlConfig {
    /** The person's zone, for policies that name none; the host's where it is missing. */
    Optional<String> zone();
}
