package io.afterhours.cost.usage;

import io.afterhours.cost.budget.BudgetKeeper;
import io.afterhours.cost.ledger.LedgerStore;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.PriceBook;
import io.afterhours.cost.price.PriceTable;
import io.afterhours.cost.price.PricingRules;
import io.afterhours.cost.total.CostReporter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Prices what was booked at unknown cost, when somebody asks for it after a price arrived. The entries stay as they were booked;
 * what they cost stands beside them, and sums and budgets follow.
 */
@ApplicationScoped
public class LatePricer {
    private static final int AT_ONCE = 500;

    private final Jdbi jdbi;
    private final PriceBook prices;
    private final LedgerStore ledger;
    private final CostReporter reporter;
    private final BudgetKeeper budgets;
    private final InstantSource clock;
    private final ZoneId zone;

    LatePricer(
            Jdbi jdbi,
            PriceBook prices,
            LedgerStore ledger,
            CostReporter reporter,
            BudgetKeeper budgets,
            InstantSource clock,
            ZoneId zone) {
        this.jdbi = jdbi;
        this.prices = prices;
        this.ledger = ledger;
        this.reporter = reporter;
        this.budgets = budgets;
        this.clock = clock;
        this.zone = zone;
    }

    /** How many entries were priced, what they cost, and how many are still of unknown cost. */
    public record Filled(long entries, Money cost, long left) {}

    /**
     * Prices all entries of unknown cost whose model has a price for the day they were used on.
     *
     * @param model the name in the entries; absent: of all models
     */
    Filled fill(@Nullable String model) {
        var table = prices.table();
        long entries = 0;
        var cost = Money.ZERO;
        var after = 0L;
        while (true) {
            var from = after;
            var rows = jdbi.withHandle(handle -> ledger.unpriced(handle, model, from, AT_ONCE));
            if (rows.isEmpty()) {
                break;
            }
            after = rows.getLast().id();
            for (var priced : take(priced(rows, table))) {
                entries++;
                cost = cost.plus(priced);
            }
        }
        return new Filled(entries, cost, jdbi.withHandle(handle -> ledger.unpriced(handle, model)));
    }

    private static List<LedgerStore.Row> priced(List<LedgerStore.Row> rows, PriceTable table) {
        var priced = new ArrayList<LedgerStore.Row>();
        for (var row : rows) {
            var entry = row.entry();
            var now = PricingRules.price(table, entry.model(), entry.tokens(), entry.said(), entry.occurredAt());
            if (now.cost() != null) {
                priced.add(new LedgerStore.Row(row.id(), entry.priced(now), null));
            }
        }
        return priced;
    }

    private List<Money> take(List<LedgerStore.Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        return jdbi.inTransaction(tx -> {
            var costs = ledger.priceLater(tx, rows, clock.instant(), zone);
            var sessions = new LinkedHashSet<String>();
            rows.forEach(row -> sessions.add(row.entry().session()));
            reporter.report(tx, sessions);
            budgets.keep(tx);
            return costs;
        });
    }
}
