package io.afterhours.scheduler.calendar;

import io.afterhours.scheduler.control.PolicyStore;
import io.afterhours.scheduler.dispatch.PlanningWake;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Reads the calendars anew. One that cannot be read keeps what was last read of it, and why is kept beside it. */
@ApplicationScoped
public class CalendarKeeper {
    private static final Logger LOG = Logger.getLogger(CalendarKeeper.class);

    /** As far ahead as a policy is looked at. */
    private static final Duration AHEAD = Duration.ofDays(16);

    private final Jdbi jdbi;
    private final CalendarStore store;
    private final CalendarFetcher fetcher;
    private final CalendarConfig config;
    private final PolicyStore policies;
    private final PlanningWake planning;
    private final InstantSource clock;

    CalendarKeeper(
            Jdbi jdbi,
            CalendarStore store,
            CalendarFetcher fetcher,
            CalendarConfig config,
            PolicyStore policies,
            PlanningWake planning,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.fetcher = fetcher;
        this.config = config;
        this.policies = policies;
        this.planning = planning;
        this.clock = clock;
    }

    /** Reads all of them once. */
    public void refreshOnce() throws InterruptedException {
        var sources = config.sources().orElse(List.of());
        var names = IntStream.range(0, sources.size())
                .mapToObj(i -> name(i, sources.get(i)))
                .toList();
        jdbi.useTransaction(tx -> store.keepOnly(tx, names));
        for (int i = 0; i < sources.size(); i++) {
            refresh(names.get(i), sources.get(i));
        }
    }

    private void refresh(String name, URI source) throws InterruptedException {
        var now = clock.instant();
        try {
            var reader = new CalendarReader(now, now.plus(AHEAD), policies.zone(), config.titles(), config.allDay());
            var meetings = reader.read(fetcher.fetch(source));
            jdbi.useTransaction(tx -> {
                store.read(tx, name, meetings, now);
                tx.afterCommit(planning::wake);
            });
        } catch (CalendarFault e) {
            var why = String.valueOf(e.getMessage());
            LOG.warnf("%s: %s What was last read of it counts.", name, why);
            jdbi.useTransaction(tx -> store.failed(tx, name, why, now));
        }
    }

    /** Neither path nor query, where calendars keep their secret. */
    private static String name(int index, URI source) {
        return "calendar %d (%s)".formatted(index + 1, Objects.requireNonNullElse(source.getHost(), "file"));
    }
}
