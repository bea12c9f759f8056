package io.afterhours.scheduler.planning;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who competes with whom for the slots. Builds that could start at one time and whose turn is the same have the same rivals, so
 * the rules are asked once for all of them: equal answers are the same object.
 */
public final class Contests {
    private final PlanningFacts facts;
    private final Collection<Lane> lanes;
    private final Instant now;
    private final Map<Instant, Then> times = new HashMap<>();

    /** @param lanes those there are */
    public Contests(PlanningFacts facts, Collection<Lane> lanes, Instant now) {
        this.facts = facts;
        this.lanes = lanes;
        this.now = now;
    }

    /**
     * The lanes whose builds compete with this one for the slots when it could start; empty when its verdict waits for something
     * other than hours and slots.
     */
    public Optional<Rivals> of(Candidate build, Verdict verdict) {
        return switch (verdict.code()) {
            case SLOTS -> Optional.of(at(now).rivalsOf(build));
            case QUIET, NO_BAND, PRIORITY, TAGS, EFFORT, CONTEXT, WINDOW, CALENDAR ->
                verdict.until().map(until -> at(until).rivalsOf(build));
            default -> Optional.empty();
        };
    }

    private Then at(Instant at) {
        return times.computeIfAbsent(at, Then::new);
    }

    /** The lanes that are let in at one time when nothing is live. */
    private final class Then {
        private final Instant at;
        private final Planning planning;
        private final OpenLanes open;
        private final Map<Integer, Rivals> byTurn = new HashMap<>();

        Then(Instant at) {
            this.at = at;
            this.planning = Planning.brief(facts.with(List.of(), List.of()).unreserved(), at);
            this.open = planning.openLanes(lanes);
        }

        /** All but the lanes behind the build. */
        Rivals rivalsOf(Candidate build) {
            return byTurn.computeIfAbsent(planning.turnOf(build), this::before);
        }

        private Rivals before(int turn) {
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
}
