package io.afterhours.cost.budget;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has the budgets announced at start and looked at in the course of time. */
@ApplicationScoped
public class BudgetLoop {
    private final BudgetKeeper keeper;
    private final BudgetConfig config;
    private final Jobs jobs;

    BudgetLoop(BudgetKeeper keeper, BudgetConfig config, Jobs jobs) {
        this.keeper = keeper;
        this.config = config;
        this.jobs = jobs;
    }

    void start(@Observes StartupEvent event) {
        keeper.announce();
        if (config.loop()) {
            jobs.every(config.every(), "budgets", keeper::runOnce);
        }
    }
}
