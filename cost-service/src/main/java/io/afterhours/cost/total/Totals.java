package io.afterhours.cost.total;

import io.afterhours.cost.silence.SilenceStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Adds up what was spent, in one view of the tables, so that a total and its rows are of the same moment. */
@ApplicationScoped
public class Totals {
    private final Jdbi jdbi;
    private final TotalStore totals;
    private final SilenceStore silence;
    private final InstantSource clock;
    private final ZoneId zone;

    Totals(Jdbi jdbi, TotalStore totals, SilenceStore silence, InstantSource clock, ZoneId zone) {
        this.jdbi = jdbi;
        this.totals = totals;
        this.silence = silence;
        this.clock = clock;
        this.zone = zone;
    }

    CostTable named(String period, @Nullable String by, int limit) {
        return table(Range.named(period, clock.instant(), zone), by, limit);
    }

    CostTable days(@Nullable String from, @Nullable String to, @Nullable String by, int limit) {
        return table(Range.days(from, to, clock.instant(), zone), by, limit);
    }

    private CostTable table(Range range, @Nullable String word, int limit) {
        var by = By.of(word);
        var now = clock.instant();
        var span = range.span();
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, tx -> {
            var total = totals.sums(tx, span);
            var figures =
                    Figures.of(totals.finished(tx, span), totals.failed(tx, span), silence.silent(tx, span), total);
            return CostTable.of(range, by, zone, total, figures, totals.groups(tx, span, by, limit), now);
        });
    }
}
