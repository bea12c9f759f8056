package io.afterhours.scheduler.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Decides what starts now and why the rest does not; see the package for the order of the questions. */
public final class PlanningRules {
    /** Of what starts later than so far ahead nobody is told a time. */
    public static final Duration HORIZON = Forecast.HORIZON;

    private PlanningRules() {}

    /** The plan at {@code now}: never more live attempts than slots, never two on one workspace. */
    public static Plan decide(PlanningFacts facts, Instant now) {
        return new Planning(facts, now).plan();
    }

    /**
     * Which of the lanes have builds that may start at {@code now}, each asked as if it were alone: a build of any other lane would
     * be held whatever its score. The facts' candidates play no part.
     */
    public static OpenLanes openLanes(PlanningFacts facts, Collection<Lane> lanes, Instant now) {
        return new Planning(facts, now).openLanes(lanes);
    }

    /**
     * The name of the band in which builds of each of the lanes could start next, as far as clock, policy and budgets go, by the lane's
     * id. Lanes that no band starts are left out.
     */
    public static Map<Long, String> nextBands(PlanningFacts facts, Collection<Lane> lanes, Instant now) {
        return new Planning(facts, now).nextBands(lanes);
    }

    /** The verdict on each candidate by its id, each judged as if it were the only one. */
    public static Map<String, Verdict> each(PlanningFacts facts, Instant now) {
        return new Planning(facts, now).each();
    }

    /**
     * When a build's turn should come behind the first 0, 1, 2 and so on of those before it; shorter where it is beyond the horizon.
     *
     * @param ahead how long each of those before it should take, in their order
     * @param earliest when it could start but for them
     */
    public static List<Instant> turns(
            PlanningFacts facts, Candidate build, Collection<Duration> ahead, Instant earliest, Instant now) {
        return new Turn(facts, build, now).behind(ahead, earliest);
    }

    /** When each candidate should start that does so within a fortnight, by its id; what is said of the others is not asked. */
    public static Map<String, Instant> startTimes(PlanningFacts facts, Instant now) {
        return new Forecast(facts, now).times();
    }

    /** When each of the first {@code count} candidates would start if every attempt took as long as estimated. */
    public static List<ExpectedStart> expectedStarts(PlanningFacts facts, Instant now, int count) {
        return new Forecast(facts, now).starts(count);
    }
}
