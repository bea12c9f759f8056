package io.afterhours.cost.usage;

import io.afterhours.cost.attribution.AttributionStore;
import io.afterhours.cost.attribution.Claim;
import io.afterhours.cost.budget.BudgetKeeper;
import io.afterhours.cost.ledger.Entry;
import io.afterhours.cost.ledger.LedgerStore;
import io.afterhours.cost.price.PriceBook;
import io.afterhours.cost.silence.SilenceKeeper;
import io.afterhours.cost.total.CostReporter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Books reports: prices them, writes them down, and has the suite told what that comes to. */
@ApplicationScoped
public class Bookkeeper {
    private final Differences differences;
    private final PriceBook prices;
    private final LedgerStore ledger;
    private final AttributionStore attribution;
    private final SilenceKeeper silence;
    private final CostReporter reporter;
    private final BudgetKeeper budgets;
    private final ZoneId zone;

    Bookkeeper(
            Differences differences,
            PriceBook prices,
            LedgerStore ledger,
            AttributionStore attribution,
            SilenceKeeper silence,
            CostReporter reporter,
            BudgetKeeper budgets,
            ZoneId zone) {
        this.differences = differences;
        this.prices = prices;
        this.ledger = ledger;
        this.attribution = attribution;
        this.silence = silence;
        this.reporter = reporter;
        this.budgets = budgets;
        this.zone = zone;
    }

    /** Books reports that are known to be new, and says what each came to; the budgets come last, because they are what instances wait for each other at. */
    List<Entry> book(Handle tx, List<Report> reports) {
        if (reports.isEmpty()) {
            return List.of();
        }
        var bookings = differences.priced(tx, reports, prices.table());
        var entries = bookings.stream().map(Differences.Booking::entry).toList();
        var sessions = new LinkedHashSet<String>();
        var claims = new LinkedHashSet<Claim>();
        for (var entry : entries) {
            sessions.add(entry.session());
            var build = entry.build();
            if (build != null) {
                claims.add(new Claim(entry.session(), build));
            }
        }
        attribution.claim(tx, claims);
        var counted = bookings.stream()
                .filter(Differences.Booking::counts)
                .map(Differences.Booking::entry)
                .toList();
        ledger.book(tx, counted, zone);
        silence.book(tx, counted);
        var receivedAt = reports.getLast().receivedAt();
        reporter.report(tx, sessions, receivedAt);
        budgets.keep(tx, receivedAt);
        return entries;
    }
}
