package io.afterhours.cost.budget;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has the budgets announced at start and looked at in the course of time. */
@ApplicationScoped
public class BudgetLoop {
    private final BudgetKeeper keeper;

    BudgetLoop(BudgetKeeper keeper) {
        this.keeper = keeper;
    }

    void start(@Observes StartupEvent event) {
        keeper.announce();
    }

    @Scheduled(every = "${afterhours.budget.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void runOnce() {
        keeper.runOnce();
    }
}
