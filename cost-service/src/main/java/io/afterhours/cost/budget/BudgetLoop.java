package io.afterhours.cost.budget;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has the budgets announced at start and looked at in the course of time. */
@ApplicationScoped
public class BudgetLoop {
    private static final boolean ON_A_VIRTUAL_THREAD = true;

    private final BudgetKeeper keeper;
    private final BudgetConfig config;
    private final Scheduler scheduler;

    BudgetLoop(BudgetKeeper keeper, BudgetConfig config, Scheduler scheduler) {
        this.keeper = keeper;
        this.config = config;
        this.scheduler = scheduler;
    }

    void start(@Observes StartupEvent event) {
        keeper.announce();
        if (config.loop()) {
            scheduler
                    .newJob("budgets")
                    .setInterval(config.every().toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setTask(execution -> keeper.runOnce(), ON_A_VIRTUAL_THREAD)
                    .schedule();
        }
    }
}
