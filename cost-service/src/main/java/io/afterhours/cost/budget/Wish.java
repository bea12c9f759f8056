package io.afterhours.cost.budget;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A budget as a person wants it; what is absent stays as it is.
 *
 * @param hard where there is no such budget yet, absent means hard
 * @param exempt all that is to be exempt
 */
record Wish(
        String name,
        Money limit,
        @Nullable Period period,
        @Nullable Scope scope,
        @Nullable Boolean hard,
        @Nullable List<Exemption> exempt,
        @Nullable String note) {
    /** @throws InvalidEvent where the name is no id, or one of the three that are for everything is given less to be for */
    Wish {
        name = Check.id("name", name);
        if (isForAll(name)) {
            if (scope != null) {
                throw new InvalidEvent("scope", "nothing, because " + name + " is for all that is spent", scope.key());
            }
            if (period != null && !period.word().equals(name)) {
                throw new InvalidEvent("period", name + ", as its name says", period.word());
            }
        }
    }

    static Wish limit(String name, Money limit, @Nullable String note) {
        return new Wish(name, limit, null, null, null, null, note);
    }

    /** Whether a budget of that name is for all that is spent. */
    static boolean isForAll(String name) {
        return Arrays.stream(Period.values())
                .anyMatch(each -> each != Period.ALWAYS && each.word().equals(name));
    }

    /** The budget it asks for. A build's is for good and another's for the month, unless something else is said. */
    Budget of(@Nullable Budget known, long version) {
        var whose = scope != null || known == null ? scope : known.scope();
        if (whose == null && !isForAll(name)) {
            throw new InvalidEvent("scope", "whose cost it limits: an agent, tag, model or build", null);
        }
        var usual = known != null ? known.period() : usual(whose);
        var turns = period != null ? period : usual;
        var stops = hard != null ? hard : known == null || known.hard();
        var excepted = exempt != null ? exempt : known == null ? List.<Exemption>of() : known.exempt();
        if (known == null || known.period() != turns || !Objects.equals(known.scope(), whose)) {
            return Budget.unpublished(name, turns, whose, limit, stops, excepted, version);
        }
        return new Budget(
                name,
                turns,
                whose,
                limit,
                stops,
                excepted,
                known.version(),
                known.periodStart(),
                known.spent(),
                known.state());
    }

    private static Period usual(@Nullable Scope whose) {
        return whose != null && whose.kind() == Scope.Kind.BUILD ? Period.ALWAYS : Period.MONTH;
    }
}
