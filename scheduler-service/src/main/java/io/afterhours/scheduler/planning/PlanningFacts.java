package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.policy.Policy;
import java.util.List;

/**
 * All that a plan is made from.
 *
 * @param runnerSlots how many attempts the runners that are there can take in all
 * @param live every attempt that holds a slot
 * @param candidates the builds that could start, best score first
 */
public record PlanningFacts(
        Mode mode,
        Policy policy,
        List<Budget> budgets,
        int runnerSlots,
        List<LiveAttempt> live,
        List<Candidate> candidates) {
    public PlanningFacts {
        budgets = List.copyOf(budgets);
        live = List.copyOf(live);
        candidates = List.copyOf(candidates);
    }
}
