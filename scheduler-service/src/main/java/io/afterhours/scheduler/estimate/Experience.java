package io.afterhours.scheduler.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a kind of build.
 *
 * @param minutes what the table's minutes are multiplied with until there is enough history
 * @param price what the table's price of a minute is multiplied with until there is enough history
 * @param learned the kind as a whole, and the agents and models that did it
 */
public record Experience(String kind, Factor minutes, Factor price, List<Learned> learned) {
    /** From so many finished builds on, history counts and the table no longer does (product chapter 2.7). */
    public static final int ENOUGH = 10;

    /** So many finished builds of a kind are looked back at, so that what changed long ago is forgotten. */
    public static final int LOOKED_BACK = 200;

    public Experience {
        learned = List.copyOf(learned);
    }

    /** Of a kind of which nothing is known. */
    public static Experience none(String kind) {
        return new Experience(kind, Factor.NONE, Factor.NONE, List.of());
    }

    /** From the latest outcomes of a kind. */
    public static Experience of(String kind, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return none(kind);
        }
        var learned = new ArrayList<>(List.of(Learned.of(null, null, outcomes)));
        grouped(outcomes, false).forEach((who, cases) -> learned.add(Learned.of(who.agent(), null, cases)));
        grouped(outcomes, true).forEach((who, cases) -> learned.add(Learned.of(who.agent(), who.model(), cases)));
        return new Experience(kind, Table.minutesFactor(kind, outcomes), Table.priceFactor(outcomes), learned);
    }

    /** How many builds it comes from. */
    public int builds() {
        return whole().map(each -> each.seconds().cases()).orElse(0);
    }

    /** Of the kind as a whole. */
    public Optional<Learned> whole() {
        return learned.stream().filter(each -> each.closeness() == 0).findFirst();
    }

    /** The closest that has enough cases of what is asked for. */
    Optional<Learned> closest(@Nullable String agent, @Nullable String model, Predicate<Learned> enough) {
        return learned.stream()
                .filter(each -> each.covers(agent, model))
                .filter(enough)
                .max(Comparator.comparingInt(Learned::closeness));
    }

    private static LinkedHashMap<Who, List<Outcome>> grouped(List<Outcome> outcomes, boolean byModel) {
        var groups = new LinkedHashMap<Who, List<Outcome>>();
        for (var each : outcomes) {
            if (!byModel || each.model() != null) {
                groups.computeIfAbsent(new Who(each.agent(), byModel ? each.model() : null), key -> new ArrayList<>())
                        .add(each);
            }
        }
        groups.values().removeIf(cases -> cases.size() < ENOUGH);
        return groups;
    }

    private record Who(String agent, @Nullable String model) {}
}
