package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.policy.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Looks ahead for one build: those before it take the slots in their order, each as long as estimated, whenever the policy lets the
 * build itself in. They are taken to be let in then too, for that is how they were found.
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

    /** When it comes; empty beyond the horizon. */
    Optional<Instant> after(Collection<Duration> ahead, Instant earliest) {
        var waiting = new ArrayDeque<>(ahead);
        var ends = new PriorityQueue<>(Comparator.<Instant>naturalOrder());
        facts.live().forEach(each -> ends.add(endOf(each)));
        var at = earliest;
        for (var step = 0; step < MOST_STEPS && at.isBefore(now.plus(Forecast.HORIZON)); step++) {
            var entry = outlook.entryOf(own.asApplicant(), at);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            at = entry.get().at();
            while (!ends.isEmpty() && !ends.peek().isAfter(at)) {
                ends.remove();
            }
            var slots = Math.min(entry.get().band().slots(), runnerSlots);
            while (ends.size() < slots && !waiting.isEmpty()) {
                ends.add(at.plus(waiting.remove()));
            }
            if (ends.size() < slots) {
                return Optional.of(at);
            }
            if (ends.isEmpty()) {
                return Optional.empty();
            }
            at = ends.peek();
        }
        return Optional.empty();
    }

    private Instant endOf(LiveAttempt attempt) {
        var end = attempt.expectedEnd();
        return end != null && end.isAfter(now) ? end : now.plus(Forecast.MOMENT);
    }

    /** The lanes that are let in at {@code at} when nothing is live, apart from those behind the build. */
    Rivals rivals(Collection<Lane> lanes, Instant at) {
        var then = new Planning(facts.with(List.of(), List.of()).unreserved(), at);
        var turn = then.turnOf(own);
        var open = then.openLanes(lanes);
        return new Rivals(
                at,
                open.slots(),
                open.lanes().stream()
                        .filter(each -> each.turn() < turn)
                        .map(OpenLanes.Open::lane)
                        .toList(),
                open.lanes().stream()
                        .filter(each -> each.turn() == turn)
                        .map(OpenLanes.Open::lane)
                        .toList());
    }
}
