package io.afterhours.scheduler.calendar;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Turns the crank of the calendars. */
@ApplicationScoped
public class CalendarLoop {
    private final CalendarKeeper keeper;
    private final CalendarConfig config;

    CalendarLoop(CalendarKeeper keeper, CalendarConfig config) {
        this.keeper = keeper;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        jobs.every(config.every(), "calendars", this::refresh);
    }

    private void refresh() {
        try {
            keeper.refreshOnce();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
