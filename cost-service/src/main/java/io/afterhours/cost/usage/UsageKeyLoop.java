package io.afterhours.cost.usage;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Forgets keys that nobody sends again: a report may be 30 days old, and one that repeats it no older; and how much was booked of sums
 * that nobody reports any more.
 */
@ApplicationScoped
public class UsageKeyLoop {
    static final Duration REMEMBERED = Duration.ofDays(31);
    private static final Duration AFTER_START = Duration.ofMinutes(5);
    private static final Duration EVERY = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final UsageKeyStore store;
    private final MarkStore marks;
    private final UsageConfig config;
    private final InstantSource clock;

    UsageKeyLoop(Jdbi jdbi, UsageKeyStore store, MarkStore marks, UsageConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.marks = marks;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        jobs.after(AFTER_START, EVERY, "keys of reports", this::runOnce);
    }

    /** Forgets once. */
    void runOnce() {
        var now = clock.instant();
        jdbi.useTransaction(tx -> store.forget(tx, now.minus(REMEMBERED)));
        jdbi.useTransaction(tx -> marks.forget(tx, now.minus(config.remembered())));
    }
}
