package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.policy.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Looks ahead for one build: those before it take the slots in their order, each as long as estimated, whenever the policy and the
 * meetings let the build itself in. They are taken to be let in then too, for that is how they were found.
 */
final class Turn {
    private static final int MOST_STEPS = 1_000;

    private final PlanningFacts facts;
    private final Candidate own;
    private final Outlook outlook;

    /** Hosts that are full are taken to have room by then. */
    private final int runnerSlots;

    private final Instant now;

    Turn(PlanningFacts facts, Candidate own, Instant now) {
        this.facts = facts;
        this.own = own;
        this.outlook = facts.outlook(now);
        this.runnerSlots = facts.withRoom().runnerSlots();
        this.now = now;
    }

    /** When it comes behind the first 0, 1, 2 and so on of them; those beyond the horizon are left out. */
    List<Instant> behind(Collection<Duration> ahead, Instant earliest) {
        var turns = new ArrayList<Instant>();
        var waiting = new ArrayDeque<>(ahead);
        var ends = new PriorityQueue<>(Comparator.<Instant>naturalOrder());
        facts.live().forEach(each -> ends.add(each.endAfter(now)));
        var at = earliest;
        for (var step = 0; step < MOST_STEPS && at.isBefore(now.plus(Forecast.HORIZON)); step++) {
            var entry = Meeting.entryBetween(facts.meetings(), outlook, own.asApplicant(), at);
            if (entry.isEmpty()) {
                return turns;
            }
            at = entry.get().at();
            while (!ends.isEmpty() && !ends.peek().isAfter(at)) {
                ends.remove();
            }
            var slots = Math.min(entry.get().band().slots(), runnerSlots);
            while (ends.size() < slots) {
                turns.add(at);
                if (waiting.isEmpty()) {
                    return turns;
                }
                ends.add(at.plus(waiting.remove()));
            }
            if (ends.isEmpty()) {
                return turns;
            }
            at = ends.peek();
        }
        return turns;
    }
}
