package io.afterhours.scheduler.nightplan;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;

/** When a night is, on the clock of the policy's zone. */
@ConfigMapping(prefix = "afterhours.night-plan")
public interface NightPlanConfig {
    /** When a night begins: its plan is made then, and put before the person. */
    @WithDefault("22:55")
    LocalTime at();

    /** When the night is over. */
    @WithDefault("06:00")
    LocalTime until();

    /** How long after that the person is asked; unanswered, the plan goes. */
    @WithDefault("5m")
    Duration notice();
}
