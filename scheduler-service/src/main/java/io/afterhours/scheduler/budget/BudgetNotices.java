package io.afterhours.scheduler.budget;

import io.afterhours.contracts.Severity;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.planning.Dollars;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Puts before the person that a budget is nearly spent, and, in its place, that it is spent, once each; and takes back what no longer
 * is so, because its period turned or its limit was raised.
 */
@ApplicationScoped
public class BudgetNotices {
    private static final String KIND = "budget";
    private static final String WARN = "warn";
    private static final String CRITICAL = "critical";
    private static final List<String> STATES = List.of(WARN, CRITICAL);

    private final Escalations escalations;

    BudgetNotices(Escalations escalations) {
        this.escalations = escalations;
    }

    /** A budget crossed a mark; whether it still stands so is the caller's to know. */
    void raise(Handle tx, BudgetChanged budget) {
        var critical = budget.state().equals(CRITICAL);
        if (critical) {
            escalations.takeBack(tx, KIND, title(budget, WARN), "It is spent by now, which is a question of its own.");
        }
        escalations.raise(
                tx,
                Question.of(KIND, critical ? Severity.HIGH : Severity.MEDIUM, title(budget, budget.state()))
                        .asking(text(budget, critical), List.of("noted")));
    }

    /** A budget stands otherwise than before: what was said of it and no longer holds is taken back. */
    void relieve(Handle tx, BudgetChanged budget, Standing before) {
        var over = over(budget, before);
        if (over.isEmpty() && rank(budget.state()) >= rank(before.state())) {
            return;
        }
        for (var state : STATES) {
            if (over.isPresent() || rank(state) > rank(budget.state())) {
                escalations.takeBack(
                        tx, KIND, title(budget.name(), before, state), over.orElse("The limit was raised."));
            }
        }
    }

    /** Why nothing that was said of it holds any more; nothing where some of it may. */
    private static Optional<String> over(BudgetChanged budget, Standing before) {
        if (budget.state().equals(BudgetStore.REMOVED)) {
            return Optional.of("The budget was removed.");
        }
        if (!Standing.of(budget).isForTheSameAs(before)) {
            return Optional.of("The budget is for something else now.");
        }
        return before.periodStart().equals(budget.periodStart())
                ? Optional.empty()
                : Optional.of("A new " + period(budget) + " began.");
    }

    private static int rank(String state) {
        return STATES.indexOf(state);
    }

    private static String title(BudgetChanged budget, String state) {
        return title(budget.name(), Standing.of(budget), state);
    }

    private static String title(String name, Standing standing, String state) {
        var named = standing.scope() == null
                ? "of this " + name
                : name + " (" + standing.scope() + " " + standing.key() + ")";
        return "The budget " + named + (state.equals(CRITICAL) ? " is spent" : " is nearly spent");
    }

    private static String text(BudgetChanged budget, boolean critical) {
        var ends = budget.periodEnd().equals(BudgetChanged.NEVER)
                ? "it is raised"
                : "the " + period(budget) + " is over or it is raised";
        var held = (budget.scope() == null ? "nothing new starts" : "nothing more of it starts") + exempt(budget);
        return Dollars.spoken(budget.spentNanos()) + " of " + Dollars.spoken(budget.limitNanos()) + " are spent"
                + (critical && budget.hard() ? "; " + held + " until " + ends + "." : ".");
    }

    private static String exempt(BudgetChanged budget) {
        return budget.exempt().isEmpty()
                ? ""
                : budget.exempt().stream()
                        .map(Exemption::toString)
                        .collect(Collectors.joining(", ", ", but for what is exempt (", "),"));
    }

    private static String period(BudgetChanged budget) {
        return budget.period() == null ? budget.name() : budget.period();
    }
}
