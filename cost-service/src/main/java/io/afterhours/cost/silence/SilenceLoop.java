package io.afterhours.cost.silence;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Has sessions forgotten that have not moved for long, and the silences of old days added up. */
@ApplicationScoped
public class SilenceLoop {
    private static final Duration AFTER_START = Duration.ofMinutes(6);
    private static final Duration EVERY = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final SilenceKeeper keeper;

    SilenceLoop(Jdbi jdbi, SilenceKeeper keeper) {
        this.jdbi = jdbi;
        this.keeper = keeper;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        jobs.after(AFTER_START, EVERY, "where sessions stand", this::runOnce);
    }

    private void runOnce() {
        jdbi.useTransaction(keeper::forget);
        jdbi.useTransaction(keeper::addUp);
    }
}
