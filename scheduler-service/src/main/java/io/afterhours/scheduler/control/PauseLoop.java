package io.afterhours.scheduler.control;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Looks for a pause that came to its end. */
@ApplicationScoped
public class PauseLoop {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private final Switchboard switchboard;

    PauseLoop(Jdbi jdbi, Switchboard switchboard) {
        this.jdbi = jdbi;
        this.switchboard = switchboard;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        jobs.every(EVERY, "the end of a pause", () -> jdbi.useTransaction(switchboard::endPause));
    }
}
