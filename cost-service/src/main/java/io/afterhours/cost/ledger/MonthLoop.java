package io.afterhours.cost.ledger;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Has months begun at the start and in the course of time. */
@ApplicationScoped
public class MonthLoop {
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
            jobs.fromNowEvery(EVERY, "the ledger's months", months::runOnce);
        }
    }
}
