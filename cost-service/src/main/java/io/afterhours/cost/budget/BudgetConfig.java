package io.afterhours.cost.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How budgets are kept. */
@ConfigMapping(prefix = "afterhours.budget")
public interface BudgetConfig {
    /**
     * How often it is looked whether a period has turned, what budgets for an agent, tag, model or build have spent, and in a backlog of
     * reports what all budgets have.
     */
    @WithDefault("1s")
    Duration every();

    /** Whether it is looked at all; off in tests, which look by hand. Without it nothing is told of a backlog. */
    @WithDefault("true")
    boolean loop();
}
