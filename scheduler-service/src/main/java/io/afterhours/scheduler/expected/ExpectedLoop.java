package io.afterhours.scheduler.expected;

import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.afterhours.scheduler.queue.QueueBell;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Looks again when builds changed, however many did at most every ten seconds, and once a minute because the clock, budgets and
 * what runs move it as well.
 */
@ApplicationScoped
public class ExpectedLoop {
    private static final Logger LOG = Logger.getLogger(ExpectedLoop.class);
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

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        var rung = bell.rung();
        var now = clock.instant();
        if (config.loops() && (rung != heard || !now.isBefore(looked.plus(AT_LATEST)))) {
            try {
                keeper.lookOnce();
                heard = rung;
                looked = now;
            } catch (RuntimeException e) {
                LOG.warnf("what the queue should cost: looking again in a moment: %s", e.getMessage());
            }
        }
    }
}
