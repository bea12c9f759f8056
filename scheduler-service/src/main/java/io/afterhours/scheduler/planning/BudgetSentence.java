package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.planning.Verdict.Exempt;
import io.afterhours.scheduler.planning.Verdict.OverBudget;
import io.afterhours.scheduler.planning.Verdict.RoomReserved;
import io.afterhours.scheduler.planning.Verdict.TooCostly;

/** What is said of a build and a budget: that it is spent, too small, reserved for others, or does not count for it. */
final class BudgetSentence {
    private final HumanTime time;

    BudgetSentence(HumanTime time) {
        this.time = time;
    }

    String of(OverBudget over) {
        return "Over %s: %s of %s spent; %s."
                .formatted(
                        named(over.budget()),
                        Dollars.spoken(over.budget().spentNanos()),
                        Dollars.spoken(over.budget().limitNanos()),
                        over.next() == null
                                ? "nothing starts before it is raised"
                                : "next start " + time.at(over.next()));
    }

    String of(TooCostly costly) {
        var budget = costly.budget();
        var cost = "it may cost " + Dollars.spoken(costly.mayCost());
        return costly.mayCost() > budget.limitNanos()
                ? "Held: %s, more than all of %s of %s. Raise the budget, or make the build smaller."
                        .formatted(cost, named(budget), Dollars.spoken(budget.limitNanos()))
                : time.waits(
                        "%s, and of %s only %s is left"
                                .formatted(
                                        cost, named(budget), Dollars.spoken(budget.limitNanos() - budget.spentNanos())),
                        costly.next());
    }

    String of(RoomReserved reserved) {
        var budget = reserved.budget();
        return "Waits for room in %s: of %s, %s is spent and %s reserved for what runs, and it may cost %s%s."
                .formatted(
                        named(budget),
                        Dollars.spoken(budget.limitNanos()),
                        Dollars.spoken(budget.spentNanos()),
                        Dollars.spoken(budget.reservedNanos()),
                        Dollars.spoken(reserved.mayCost()),
                        time.about("; room comes free about ", reserved.next()));
    }

    static String exempt(Exempt exempt) {
        var budget = exempt.budget();
        return "exempt from %s (%s): of %s, %s is spent%s"
                .formatted(
                        named(budget),
                        exempt.by(),
                        Dollars.spoken(budget.limitNanos()),
                        Dollars.spoken(budget.spentNanos()),
                        budget.reservedNanos() == 0
                                ? ""
                                : " and " + Dollars.spoken(budget.reservedNanos()) + " reserved for what runs");
    }

    private static String named(Budget budget) {
        return switch (budget.name()) {
            case "day" -> "today's budget";
            case "week" -> "this week's budget";
            case "month" -> "this month's budget";
            default ->
                "the " + budget.name() + " budget"
                        + (budget.scope() == null ? "" : " (" + budget.scope() + " " + budget.key() + ")");
        };
    }
}
