package io.afterhours.scheduler.context;

import io.afterhours.scheduler.dispatch.PlanningWake;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Writes down that the person was there, at most once a minute. */
@ApplicationScoped
public class PresenceKeeper {
    private static final Logger LOG = Logger.getLogger(PresenceFilter.class);

    private final Jdbi jdbi;
    private final WhereaboutsStore store;
    private final PlanningWake planning;
    private final ContextConfig config;
    private final InstantSource clock;
    private final AtomicReference<Instant> written = new AtomicReference<>(Instant.EPOCH);

    PresenceKeeper(
            Jdbi jdbi, WhereaboutsStore store, PlanningWake planning, ContextConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.planning = planning;
        this.config = config;
        this.clock = clock;
    }

    /** Most requests end at the first line: within a minute of the last one that this scheduler wrote down. */
    void seen() {
        var now = clock.instant();
        var last = written.get();
        if (!config.presence()
                || now.isBefore(last.plus(WhereaboutsStore.SEEN_EVERY))
                || !written.compareAndSet(last, now)) {
            return;
        }
        try {
            jdbi.useTransaction(tx -> {
                if (store.seen(tx, now)) {
                    tx.afterCommit(planning::wake);
                }
            });
        } catch (RuntimeException e) {
            LOG.debugf("presence was not written down: %s", e.getMessage());
        }
    }
}
