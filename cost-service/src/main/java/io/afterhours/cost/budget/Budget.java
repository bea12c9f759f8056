package io.afterhours.cost.budget;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it was last published.
 *
 * @param name the period's word where it is for all that is spent, else as the person named it
 * @param scope whose cost it limits; absent: everybody's
 * @param hard whether nothing new starts once it is spent
 * @param exempt what starts all the same; its cost counts like any other
 * @param version how often it was published
 * @param periodStart the first day of the period it was published for
 */
record Budget(
        String name,
        Period period,
        @Nullable Scope scope,
        Money limit,
        boolean hard,
        List<Exemption> exempt,
        long version,
        LocalDate periodStart,
        Money spent,
        BudgetState state) {
    /** @throws InvalidEvent where something is exempt that the budget does not hold */
    Budget {
        if (limit.nanos() < 0) {
            throw new IllegalArgumentException("a budget is not negative");
        }
        exempt = Exemptions.tidy(exempt);
        if (!exempt.isEmpty() && scope != null && scope.kind() == Scope.Kind.BUILD) {
            throw new InvalidEvent("exempt", "nothing, because a build's budget keeps nothing from starting", exempt);
        }
    }

    /** One that was never published. */
    static Budget unpublished(
            String name,
            Period period,
            @Nullable Scope scope,
            Money limit,
            boolean hard,
            List<Exemption> exempt,
            long version) {
        return new Budget(name, period, scope, limit, hard, exempt, version, LocalDate.MIN, Money.ZERO, BudgetState.OK);
    }

    Budget withLimit(Money other) {
        return new Budget(name, period, scope, other, hard, exempt, version, periodStart, spent, state);
    }

    Budget withExempt(List<Exemption> other) {
        return new Budget(name, period, scope, limit, hard, other, version, periodStart, spent, state);
    }
}
