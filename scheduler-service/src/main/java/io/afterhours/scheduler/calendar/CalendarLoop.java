package io.afterhours.scheduler.calendar;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Turns the crank of the calendars. */
@ApplicationScoped
public class CalendarLoop {
    private static final Logger LOG = Logger.getLogger(CalendarLoop.class);

    private final CalendarKeeper keeper;

    CalendarLoop(CalendarKeeper keeper) {
        this.keeper = keeper;
    }

    @Scheduled(every = "${afterhours.calendar.every:15m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        try {
            keeper.refreshOnce();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf("calendars: trying again: %s", e.getMessage());
        }
    }
}
