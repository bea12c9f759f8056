package io.afterhours.scheduler.nightplan;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.LocalTime;

/** When a night is, on the clock of the policy's zone. */
@ConfigMapping(prefix = "afterhours.night-plan")
public interface NightPlanConfig {
    /** When the plan of a night begins. */
    @WithDefault("22:55")
    LocalTime at();

    /** When the night is over. */
    @WithDefault("06:00")
    LocalTime until();
}
