package io.afterhours.cost.statistics;

import io.afterhours.contracts.Subject;
import io.afterhours.foundation.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Sums in the course of time how models did, in transactions of its own: nobody who books waits for it. */
@ApplicationScoped
public class Statistician {
    private static final Subject MODEL = new Subject.OfCost("model");

    /** Reports that come so long after their attempt do not change which model it counts for. */
    private static final Duration LATE = Duration.ofDays(2);

    private final Jdbi jdbi;
    private final AttemptStore attempts;
    private final StatisticStore statistics;
    private final Outbox outbox;
    private final StatisticsConfig config;
    private final InstantSource clock;

    Statistician(
            Jdbi jdbi,
            AttemptStore attempts,
            StatisticStore statistics,
            Outbox outbox,
            StatisticsConfig config,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.attempts = attempts;
        this.statistics = statistics;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Finds out which models attempts used, forgets those that are too old, and publishes what moved. */
    void runOnce() {
        var now = clock.instant();
        jdbi.useTransaction(tx -> {
            attempts.weigh(tx, now.minus(LATE));
            attempts.forget(tx, now.minus(Duration.ofDays(config.keep())));
        });
        jdbi.useTransaction(tx -> {
            var told = statistics.told(tx);
            var news = StatisticNews.of(since(tx, config.days(), now), told, config.days(), now);
            statistics.tell(tx, news.moved(), news.gone());
            outbox.add(
                    tx, news.all().map(each -> new Outbox.Outgoing(MODEL, each)).toList());
        });
    }

    /** How models did in the last days. */
    List<Statistic> since(Handle tx, int days, Instant now) {
        return statistics.since(tx, now.minus(Duration.ofDays(days)));
    }
}
