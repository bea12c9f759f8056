package io.afterhours.cost.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How budgets are kept. */
@ConfigMapping(prefix = "afterhours.budget")
public interface BudgetConfig {
    /** How often it is looked whether a period has turned; {@code off} for never. */
    @WithDefault("5s")
    String every();
}
