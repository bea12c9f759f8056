package io.afterhours.foundation.nats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one agent may send before it is parked, so that the others do not wait for it. */
@ConfigMapping(prefix = "afterhours.parking")
public interface ParkingConfig {
    /** Events a second that an agent may send on one subject, and that are applied of it while it is parked; 0 parks nobody. */
    @WithDefault("1000")
    int rate();

    /** Events that it may send at once. */
    @WithDefault("5000")
    int burst();
}
