package io.afterhours.scheduler.clearance;

import io.afterhours.foundation.time.Jobs;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Has the builds that wait looked at again where the checks go by other words, kinds or agents than when they were looked at: by another
 * configuration, or another version. A part of them at a time, so that nobody waits for a long queue; the first parts before anything is
 * planned.
 */
@ApplicationScoped
public class SafetyReviewer {
    private static final Logger LOG = Logger.getLogger(SafetyReviewer.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int PART = 200;
    private static final int PARTS_BEFORE_PLANNING = 25;

    private final Jdbi jdbi;
    private final SafetyStore store;
    private final SafetyKeeper keeper;
    private final DispatchConfig config;
    private volatile boolean begun;

    SafetyReviewer(Jdbi jdbi, SafetyStore store, SafetyKeeper keeper, DispatchConfig config) {
        this.jdbi = jdbi;
        this.store = store;
        this.keeper = keeper;
        this.config = config;
    }

    void start(@Observes @Priority(1) StartupEvent event, Jobs jobs) {
        if (config.loops()) {
            jobs.fromNowEvery(EVERY, "safety: looking at builds again", this::review);
        }
    }

    private void review() {
        if (!begun) {
            begin();
            begun = true;
        }
        for (int part = 0; part < PARTS_BEFORE_PLANNING && reviewOnce() == PART; part++) {
            LOG.debug("safety: more builds to look at again");
        }
    }

    /** Begins anew where the rules are others than those that the builds were looked at by. */
    public void begin() {
        jdbi.useTransaction(tx -> store.beginReview(tx, keeper.rules()));
    }

    /** Looks at the next part of them; says how many those were. */
    public int reviewOnce() {
        return jdbi.inTransaction(tx -> store.reviewReached(tx, keeper.rules())
                .map(reached -> {
                    var part = store.toReview(tx, reached, PART);
                    keeper.review(tx, part);
                    store.reviewed(
                            tx, part.size() < PART ? null : part.getLast().id().number());
                    return part.size();
                })
                .orElse(0));
    }
}
