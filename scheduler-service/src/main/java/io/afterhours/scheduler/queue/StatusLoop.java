package io.afterhours.scheduler.queue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Starts and ends the keeper of the status page's file, where one is configured. */
@ApplicationScoped
public class StatusLoop {
    private final Jdbi jdbi;
    private final StatusDesk desk;
    private final QueueBell bell;
    private final QueueConfig config;
    private @Nullable StatusKeeper keeper;

    StatusLoop(Jdbi jdbi, StatusDesk desk, QueueBell bell, QueueConfig config) {
        this.jdbi = jdbi;
        this.desk = desk;
        this.bell = bell;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        config.statusFile()
                .ifPresent(file -> keeper = new StatusKeeper(
                                () -> jdbi.inTransaction(desk::page), new StatusFile(file), bell, config.statusEvery())
                        .start());
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var running = keeper;
        if (running != null) {
            running.close();
        }
    }
}
