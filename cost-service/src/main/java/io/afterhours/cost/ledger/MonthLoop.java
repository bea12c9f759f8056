package io.afterhours.cost.ledger;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Has months begun at the start and in the course of time. */
@ApplicationScoped
public class MonthLoop {
    private static final Logger LOG = Logger.getLogger(MonthLoop.class);
    private static final Duration EVERY = Duration.ofHours(6);
    private static final int BEFORE_ANYTHING_IS_BOOKED = 10;

    private final MonthKeeper months;
    private final LedgerConfig config;
    private final Jobs jobs;

    MonthLoop(MonthKeeper months, LedgerConfig config, Jobs jobs) {
        this.months = months;
        this.config = config;
        this.jobs = jobs;
    }

    void start(@Observes @Priority(BEFORE_ANYTHING_IS_BOOKED) StartupEvent event) {
        if (config.loop()) {
            run();
            jobs.every(EVERY, "ledger-months", this::run);
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
