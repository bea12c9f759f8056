package io.afterhours.cost.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How budgets are kept. */
@ConfigMapping(prefix = "afterhours.budget")
public interface BudgetConfig {
    /** How often it is looked whether a period has turned, and what budgets for an agent, tag, model or build have spent. */
    @WithDefault("1s")
    Duration every();

    /** Whether it is looked at all; off in tests, which look by hand. */
    @WithDefault("true")
    boolean loop();
}
