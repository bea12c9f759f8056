package io.afterhours.scheduler.estimate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of a kind, or of a kind done by one agent, or by one agent with one model.
 *
 * @param agent absent where it is about all agents
 * @param model absent where it is about all models
 * @param seconds how long it took
 * @param nanos what it cost, nano-dollars, over those whose cost is known
 */
public record Learned(@Nullable String agent, @Nullable String model, Spread seconds, Spread nanos) {
    static Learned of(@Nullable String agent, @Nullable String model, List<Outcome> cases) {
        var priced = cases.stream().filter(each -> each.costNanos() != null).toList();
        return new Learned(
                agent,
                model,
                Spread.of(cases, each -> each.took().toMillis() / 1000.0),
                Spread.of(priced, Learned::nanosOf));
    }

    private static double nanosOf(Outcome priced) {
        var nanos = priced.costNanos();
        return nanos == null ? 0 : nanos;
    }

    /** Whether it says something of work by that agent with that model. */
    boolean covers(@Nullable String byAgent, @Nullable String withModel) {
        return (agent == null || agent.equals(byAgent)) && (model == null || model.equals(withModel));
    }

    /** How closely it is about one sort of work: 0 for a kind, 1 for a kind by an agent, 2 with a model too. */
    int closeness() {
        return (agent == null ? 0 : 1) + (model == null ? 0 : 1);
    }
}
