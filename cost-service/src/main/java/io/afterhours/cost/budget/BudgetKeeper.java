package io.afterhours.cost.budget;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.cost.budget.SpendingStore.Now;
import io.afterhours.cost.price.PriceBook;
import io.afterhours.cost.price.PriceTable;
import io.afterhours.foundation.http.Problem;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.foundation.time.Backlog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Publishes how the budgets stand: when money was spent, a limit was set, a period turned, or the service started.
 *
 * <p>Those for all that is spent are summed with every booking, but in a backlog, and then by the loop. Those for an agent, tag,
 * model or build cost more to sum, and whose cost something is may become known late, so they are summed in the course of time,
 * in a transaction of their own: nobody who books waits for it. The longer that takes, the less often it is done.
 */
@ApplicationScoped
public class BudgetKeeper {
    private static final int MOST = 200;

    private final Jdbi jdbi;
    private final BudgetStore budgets;
    private final SpendingStore spending;
    private final PriceBook prices;
    private final Outbox outbox;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Rest rest = new Rest();
    private final Backlog backlog = new Backlog();
    private volatile @Nullable PriceTable told;

    BudgetKeeper(
            Jdbi jdbi,
            BudgetStore budgets,
            SpendingStore spending,
            PriceBook prices,
            Outbox outbox,
            InstantSource clock,
            ZoneId zone) {
        this.jdbi = jdbi;
        this.budgets = budgets;
        this.spending = spending;
        this.prices = prices;
        this.outbox = outbox;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Who changes something, and why.
     *
     * @param by through what the person acts
     */
    record Deed(String by, @Nullable String why) {
        MoneyRuled event(String what, String target, String result, Instant at) {
            return new MoneyRuled(by, what, target, why, result, at);
        }
    }

    /**
     * {@link #keep(Handle)} for reports that were just taken off their stream.
     *
     * @param receivedAt when the stream got the last of them; where that is a while ago, they are left to the loop
     */
    public void keep(Handle tx, Instant receivedAt) {
        var now = clock.instant();
        backlog.took(receivedAt, now);
        if (!backlog.isThere(now)) {
            keep(tx);
        }
    }

    /** Publishes what moved of the budgets for all that is spent, in the transaction that moved it. */
    public void keep(Handle tx) {
        keep(tx, budgets.lockForAll(tx), false);
    }

    /** Publishes what moved by the passing of time, and of the budgets for some of what is spent. */
    void runOnce() {
        keepForAll(false);
        tellOfNames();
        var began = clock.instant();
        if (rest.isOver(began)) {
            keepForSome(false);
            rest.after(began, clock.instant());
        }
    }

    /** Publishes every budget, for listeners that were not there before. */
    void announce() {
        told = prices.table();
        keepForAll(true);
        keepForSome(true);
    }

    /** Publishes the budgets of models again once prices, and with them the names of models, were changed. */
    private void tellOfNames() {
        var table = prices.table();
        if (table != told) {
            jdbi.useTransaction(tx -> keep(
                    tx,
                    budgets.lockForSome(tx).stream()
                            .filter(BudgetKeeper::isForModel)
                            .toList(),
                    true));
            told = table;
        }
    }

    private static boolean isForModel(Budget budget) {
        var scope = budget.scope();
        return scope != null && scope.kind() == Scope.Kind.MODEL;
    }

    private static List<String> names(Budget budget, PriceTable table) {
        var scope = budget.scope();
        return scope != null && isForModel(budget) ? table.names(scope.key()) : List.of();
    }

    private void keepForAll(boolean anyway) {
        jdbi.useTransaction(tx -> keep(tx, budgets.lockForAll(tx), anyway));
    }

    private void keepForSome(boolean anyway) {
        jdbi.useTransaction(tx -> keep(tx, budgets.lockForSome(tx), anyway));
    }

    /** Sets a budget; what that makes of it is published with it. */
    void set(Wish wish, String by) {
        var now = clock.instant();
        jdbi.useTransaction(tx -> {
            var all = budgets.lock(tx);
            var known = named(all, wish.name());
            if (known == null && all.size() >= MOST) {
                throw new InvalidEvent(
                        "name", "one of the " + MOST + " budgets there are; remove one first", wish.name());
            }
            var wanted = wish.of(known, budgets.version(tx, wish.name()));
            if (wanted.equals(known)) {
                return;
            }
            change(tx, "set budget", known, wanted, new Deed(by, wish.note()), now);
        });
    }

    /** Exempts something from a budget; what is exempt already stays so. */
    void exempt(String name, Exemption exemption, Deed deed) {
        jdbi.useTransaction(tx -> {
            var known = known(tx, name);
            var wanted = known.withExempt(
                    Stream.concat(known.exempt().stream(), Stream.of(exemption)).toList());
            if (!wanted.equals(known)) {
                change(tx, "exempt from budget", known, wanted, deed, clock.instant());
            }
        });
    }

    /** Ends an exemption from a budget. */
    void unexempt(String name, Exemption exemption, Deed deed) {
        jdbi.useTransaction(tx -> {
            var known = known(tx, name);
            if (!known.exempt().contains(exemption)) {
                throw Problem.notFound("exemption", exemption + " of " + name);
            }
            var left = known.exempt().stream()
                    .filter(each -> !each.equals(exemption))
                    .toList();
            change(tx, "end exemption from budget", known, known.withExempt(left), deed, clock.instant());
        });
    }

    private void change(Handle tx, String what, @Nullable Budget before, Budget after, Deed deed, Instant now) {
        budgets.put(tx, after);
        outbox.add(tx, BudgetNews.RULED, deed.event(what, after.name(), BudgetNews.difference(before, after), now));
        keep(tx, List.of(after), true);
    }

    private Budget known(Handle tx, String name) {
        var all = budgets.lock(tx);
        var known = named(all, name);
        if (known == null) {
            throw Problem.notFound(
                    "budget", name, all.stream().map(Budget::name).toList());
        }
        return known;
    }

    /** Removes a budget for an agent, tag, model or build, which is published. */
    void remove(String name, Deed deed) {
        var now = clock.instant();
        if (Wish.isForAll(name)) {
            throw Problem.conflict(
                    "budget-stays", "The budget of the " + name + " cannot be removed: set it higher instead.");
        }
        jdbi.useTransaction(tx -> {
            var known = known(tx, name);
            budgets.remove(tx, known, now);
            outbox.add(
                    tx, BudgetNews.RULED, deed.event("remove budget", name, BudgetNews.told(known) + " before", now));
            outbox.add(
                    tx,
                    BudgetNews.BUDGET,
                    BudgetNews.removed(known, known.period().around(now, zone), now));
        });
    }

    private static @Nullable Budget named(List<Budget> all, String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    }

    private void keep(Handle tx, List<Budget> locked, boolean anyway) {
        if (locked.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var standing = locked.stream()
                .map(each -> new Now(each, each.period().around(now, zone)))
                .toList();
        var table = prices.table();
        var spent = spending.spent(tx, standing, table::canonical);
        var moved = new ArrayList<Budget>();
        var news = new ArrayList<Outbox.Outgoing>();
        for (var each : standing) {
            var sum = Objects.requireNonNull(spent.get(each.budget().name()));
            switch (BudgetRules.decide(each.budget(), sum, each.span(), anyway)) {
                case BudgetDecision.Keep() -> {}
                case BudgetDecision.Publish(var after) -> {
                    moved.add(after);
                    news.add(BudgetNews.of(after, each.span(), names(after, table), now));
                }
                case BudgetDecision.Warn(var after) -> {
                    moved.add(after);
                    news.add(BudgetNews.of(after, each.span(), names(after, table), now));
                    news.add(BudgetNews.crossed(after, each.span(), names(after, table), now));
                }
            }
        }
        if (!moved.isEmpty()) {
            budgets.save(tx, moved);
            outbox.add(tx, news);
        }
    }
}
