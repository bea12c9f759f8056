package io.afterhours.scheduler.planning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is live and what is reserved, as a pass takes slots, workspaces and money for what it starts. */
final class Usage {
    private final Instant now;
    private final List<LiveAttempt> live;
    private final List<Budget> budgets;

    Usage(PlanningFacts facts, Instant now) {
        this.now = now;
        this.live = new ArrayList<>(facts.live());
        this.budgets = new ArrayList<>(facts.budgets());
    }

    List<LiveAttempt> live() {
        return live;
    }

    List<Budget> budgets() {
        return budgets;
    }

    /** Has a candidate that starts take its slot, its workspace, and its cost of every budget that is for it. */
    void take(Candidate candidate) {
        live.add(LiveAttempt.of(candidate, now));
        budgets.replaceAll(each -> each.isFor(candidate) ? each.reserving(candidate.mayCost()) : each);
    }

    /** The budget over which a candidate that nothing holds starts; of several, the one that lasts longest. */
    Optional<Verdict.Exempt> exemption(Candidate candidate) {
        return Choice.greatest(
                        budgets,
                        each -> each.isFor(candidate) && each.refuses(candidate.mayCost(), now),
                        Budget.LONGEST)
                .flatMap(budget -> budget.exemption(candidate).map(by -> new Verdict.Exempt(budget, by)));
    }
}
