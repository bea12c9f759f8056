package io.afterhours.cost.budget;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.Words;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a budget can except from its hard stop, and how that is written. */
final class Exemptions {
    private Exemptions() {}

    private enum By {
        AGENT,
        TAG,
        BUILD,
        PRIORITY
    }

    /**
     * One exemption, as it is kept.
     *
     * @param field where it stands in what a person sent
     * @throws InvalidEvent where there is no such scope, or no such build or priority can be
     */
    static Exemption read(String field, String scope, String key) {
        var by = Words.read(field, scope, By.values());
        var name = field + "." + Words.of(by);
        var said = Check.required(name, key, Check.SHORT).strip();
        var kept = switch (by) {
            case AGENT, TAG -> Check.id(name, said);
            case BUILD -> Scope.build(name, said);
            case PRIORITY -> Words.read(name, said, Priority.values()).word();
        };
        return new Exemption(Words.of(by), kept);
    }

    /** All of a budget's, each written as a budget's scope is: its word and its key. */
    static List<Exemption> read(List<Map<String, String>> said) {
        return IntStream.range(0, said.size())
                .mapToObj(i -> read("exempt[" + i + "]", said.get(i)))
                .toList();
    }

    private static Exemption read(String field, Map<String, String> said) {
        if (said.size() != 1) {
            throw new InvalidEvent(field, "one of agent, tag, build and priority, with its key", said);
        }
        var only = said.entrySet().iterator().next();
        return read(field, only.getKey(), only.getValue());
    }

    /**
     * Each once, in one order, so that the same ones are equal however they were said.
     *
     * @throws InvalidEvent where they are too many
     */
    static List<Exemption> tidy(List<Exemption> all) {
        var each = all.stream()
                .distinct()
                .sorted(Comparator.comparing(Exemption::toString))
                .toList();
        return Check.list("exempt", each, BudgetChanged.MOST_EXEMPT);
    }

    static Map<String, String> spelled(Exemption exemption) {
        return Map.of(exemption.scope(), exemption.key());
    }
}
