package io.afterhours.cost.budget;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.period.Span;
import io.afterhours.foundation.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is published of budgets. */
final class BudgetNews {
    static final Subject BUDGET = new Subject.OfCost("budget");
    static final Subject RULED = new Subject.OfCost("ruled");
    private static final Subject CROSSED = new Subject.OfCost("crossed");

    private BudgetNews() {}

    /**
     * How a budget stands.
     *
     * @param names all that its model goes by; none where it is for another than a model
     */
    static Outbox.Outgoing of(Budget budget, Span span, List<String> names, Instant now) {
        return new Outbox.Outgoing(
                BUDGET, event(budget, budget.version(), budget.state().word(), span, names, now));
    }

    /** That a budget stands worse than before. */
    static Outbox.Outgoing crossed(Budget budget, Span span, List<String> names, Instant now) {
        return new Outbox.Outgoing(
                CROSSED, event(budget, budget.version(), budget.state().word(), span, names, now));
    }

    /** That a budget is no more. */
    static BudgetChanged removed(Budget budget, Span span, Instant now) {
        return event(budget, budget.version() + 1, "removed", span, List.of(), now);
    }

    /** A budget in a few words, e.g. {@code $20.00 a day, hard}. */
    static String told(Budget budget) {
        var parts = new ArrayList<String>();
        parts.add("$" + budget.limit()
                + (budget.period() == Period.ALWAYS
                        ? ""
                        : " a " + budget.period().word()));
        parts.add("for " + whose(budget));
        parts.add(word(budget.hard()));
        if (!budget.exempt().isEmpty()) {
            parts.add("exempt: " + exempt(budget));
        }
        return String.join(", ", parts);
    }

    /** What is otherwise in a budget than it was before, e.g. {@code limit $20.00 to $200.00, hard to soft}. */
    static String difference(@Nullable Budget before, Budget after) {
        if (before == null) {
            return told(after);
        }
        var changed = new ArrayList<String>();
        differs(changed, "limit ", "$" + before.limit(), "$" + after.limit());
        differs(changed, "period ", before.period().word(), after.period().word());
        differs(changed, "for ", whose(before), whose(after));
        differs(changed, "", word(before.hard()), word(after.hard()));
        differs(changed, "exempt: ", exempt(before), exempt(after));
        return String.join(", ", changed);
    }

    private static void differs(List<String> changed, String what, String before, String after) {
        if (!before.equals(after)) {
            changed.add(what + before + " to " + after);
        }
    }

    private static String whose(Budget budget) {
        var scope = budget.scope();
        return scope == null ? "everything" : scope.kind().word() + " " + scope.key();
    }

    private static String word(boolean hard) {
        return hard ? "hard" : "soft";
    }

    private static String exempt(Budget budget) {
        return budget.exempt().isEmpty()
                ? "nothing"
                : budget.exempt().stream().map(Exemption::toString).collect(Collectors.joining(" and "));
    }

    private static BudgetChanged event(
            Budget budget, long version, String state, Span span, List<String> names, Instant now) {
        var scope = budget.scope();
        return new BudgetChanged(
                budget.name(),
                version,
                budget.limit().nanos(),
                budget.spent().nanos(),
                budget.hard(),
                state,
                span.start(),
                span.end(),
                now,
                budget.period().word(),
                scope == null ? null : scope.kind().word(),
                scope == null ? null : scope.key(),
                budget.exempt(),
                names);
    }
}
