package io.afterhours.cost.ledger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Has months begun at the start and in the course of time. */
@ApplicationScoped
public class MonthLoop {
    private static final Logger LOG = Logger.getLogger(MonthLoop.class);
    private static final int BEFORE_ANYTHING_IS_BOOKED = 10;
    private static final boolean ON_A_VIRTUAL_THREAD = true;

    private final MonthKeeper months;
    private final LedgerConfig config;
    private final Scheduler scheduler;

    MonthLoop(MonthKeeper months, LedgerConfig config, Scheduler scheduler) {
        this.months = months;
        this.config = config;
        this.scheduler = scheduler;
    }

    void start(@Observes @Priority(BEFORE_ANYTHING_IS_BOOKED) StartupEvent event) {
        if (config.loop()) {
            run();
            scheduler
                    .newJob("ledger-months")
                    .setInterval("6h")
                    .setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setTask(execution -> run(), ON_A_VIRTUAL_THREAD)
                    .schedule();
        }
    }

    private void run() {
        try {
            months.runOnce();
        } catch (RuntimeException e) {
            LOG.warnf("the ledger's months: trying again in six hours: %s", e.getMessage());
        }
    }
}
