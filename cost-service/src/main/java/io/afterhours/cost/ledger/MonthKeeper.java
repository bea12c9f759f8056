package io.afterhours.cost.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Begins the months of the ledger before something is booked in them, and drops those that are older than is kept. */
@ApplicationScoped
public class MonthKeeper {
    private static final Logger LOG = Logger.getLogger(MonthKeeper.class);
    private static final int ROWS_AT_A_TIME = 20_000;

    private final Jdbi jdbi;
    private final MonthStore store;
    private final LedgerConfig config;
    private final InstantSource clock;

    MonthKeeper(Jdbi jdbi, MonthStore store, LedgerConfig config, InstantSource clock) {
        if (config.months() < 1 || config.months() > 1200) {
            throw new IllegalStateException(
                    "afterhours.ledger.months: expected 1 to 1200 months, was " + config.months());
        }
        this.jdbi = jdbi;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** Has a table for this month and the next, and none for those that are older than is kept. */
    public void runOnce() {
        var now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        begin(List.of(now, now.plusMonths(1)));
        dropBefore(now.minusMonths(config.months()));
    }

    private void begin(List<YearMonth> wanted) {
        jdbi.useTransaction(tx -> {
            store.alone(tx);
            var there = store.months(tx);
            for (var month : wanted) {
                if (!there.contains(month) && !store.isInRest(tx, month)) {
                    store.begin(tx, month);
                }
            }
        });
    }

    private void dropBefore(YearMonth first) {
        jdbi.useTransaction(tx -> {
            store.alone(tx);
            var old = store.months(tx).stream()
                    .filter(month -> month.isBefore(first))
                    .toList();
            for (var month : old) {
                store.drop(tx, month);
                LOG.infof("the ledger's %s is older than %d months and was dropped", month, config.months());
            }
            if (!old.isEmpty()) {
                store.startsAt(tx, MonthStore.start(first));
            }
        });
        int removed;
        do {
            removed = jdbi.inTransaction(tx -> {
                var rows = store.removeFromRest(tx, MonthStore.start(first), ROWS_AT_A_TIME);
                if (rows > 0) {
                    store.startsAt(tx, MonthStore.start(first));
                }
                return rows;
            });
        } while (removed == ROWS_AT_A_TIME);
    }
}
