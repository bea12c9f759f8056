package io.afterhours.scheduler.expected;

import io.afterhours.foundation.time.Jobs;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.afterhours.scheduler.queue.QueueBell;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Looks again when builds changed, however many did at most every ten seconds, and once a minute because the clock, budgets and
 * what runs move it as well.
 */
@ApplicationScoped
public class ExpectedLoop {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration AT_LATEST = Duration.ofMinutes(1);

    private final ExpectedKeeper keeper;
    private final QueueBell bell;
    private final DispatchConfig config;
    private final InstantSource clock;
    private long heard = -1;
    private Instant looked = Instant.EPOCH;

    ExpectedLoop(ExpectedKeeper keeper, QueueBell bell, DispatchConfig config, InstantSource clock) {
        this.keeper = keeper;
        this.bell = bell;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        if (config.loops()) {
            jobs.every(EVERY, "what the queue should cost", this::look);
        }
    }

    private void look() {
        var rung = bell.rung();
        var now = clock.instant();
        if (rung != heard || !now.isBefore(looked.plus(AT_LATEST))) {
            keeper.lookOnce();
            heard = rung;
            looked = now;
        }
    }
}
