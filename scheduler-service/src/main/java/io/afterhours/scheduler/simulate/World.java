package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.batch.SharedPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws what attempts come to. */
final class World {
    /** Providers' limits renew within five hours; an attempt meets one anywhere in between. */
    private static final double LONGEST_LIMIT_MINUTES = 300;

    /** Prices of alike attempts vary by about so much: half under the estimate, nine of ten under a third more. */
    private static final Curve PRICE = new Curve(1, 1.3);

    /** However hard a build is, so many of a hundred attempts at it may succeed. */
    private static final double MOST_FAILURES = 95;

    private final Model model;
    private final Draws draws;
    private final Duration wallClock;

    World(Model model, Draws draws, Duration wallClock) {
        this.model = model;
        this.draws = draws;
        this.wallClock = wallClock;
    }

    /**
     * What an attempt comes to.
     *
     * @param attempt counted from one
     * @param failures counted failures before it
     * @param smaller whether it is asked for the smallest useful part
     */
    Trial attempt(Work work, int attempt, int failures, boolean smaller) {
        var whole = minutesOf(work).at(draw(work, attempt, Aspect.LENGTH)) * (smaller ? model.smallerLength() : 1);
        var failure = failureOf(work, attempt, failures, smaller);
        var minutes = failure == null ? whole : whole * reach(work, attempt, failure);
        var longest = wallClock.toSeconds() / 60.0;
        if (minutes > longest) {
            return trial(work, attempt, longest, FailureClass.TIMED_OUT, null);
        }
        var cap = work.cap();
        var nanos = nanosOf(work, attempt, minutes);
        if (cap != null && nanos > cap) {
            return trial(work, attempt, minutes * cap.doubleValue() / nanos, FailureClass.OUT_OF_BUDGET, null);
        }
        return trial(
                work, attempt, minutes, failure, failure == FailureClass.RATE_LIMITED ? limit(work, attempt) : null);
    }

    /**
     * What an attempt at several builds comes to, one after another. What goes wrong with the agent's run ends it, and those behind
     * are not reached; a build that only does not pass its acceptance command does not hold the others up. Those before the last are
     * what they would have been: whether it counts, when the run failed, is for the caller to say.
     *
     * @param members in the order in which they are done
     * @return of those that were reached; the last one's failure, unless it is its own, is that of the run
     */
    List<Trial> together(List<Case> members, SharedPart shared) {
        var alone = new ArrayList<Trial>();
        for (var each : members) {
            alone.add(attempt(each.work, each.attempts, each.tally.failures(), each.smaller));
            if (endsRun(alone.getLast())) {
                break;
            }
        }
        var seconds = shared.partsOfMinutes(
                alone.stream().map(each -> (double) each.took().toSeconds()).toList());
        var nanos = shared.partsOfCost(
                alone.stream().map(each -> (double) each.nanos()).toList());
        var trials = new ArrayList<Trial>();
        var left = (double) wallClock.toSeconds();
        for (int i = 0; i < alone.size(); i++) {
            var took = seconds.get(i);
            if (took > left) {
                var cost = Math.round(nanos.get(i) * left / took);
                trials.add(new Trial(ofMinutes(left / 60), cost, FailureClass.TIMED_OUT, null));
                break;
            }
            left -= took;
            var each = alone.get(i);
            trials.add(new Trial(ofMinutes(took / 60), Math.round(nanos.get(i)), each.failure(), each.limit()));
        }
        return trials;
    }

    /** Whether more than this one build of a batch is stopped by it. */
    static boolean endsRun(Trial trial) {
        return trial.failure() != null && trial.failure() != FailureClass.VERIFICATION_FAILED;
    }

    private Trial trial(
            Work work, int attempt, double minutes, @Nullable FailureClass failure, @Nullable Duration limit) {
        return new Trial(ofMinutes(minutes), nanosOf(work, attempt, minutes), failure, limit);
    }

    private Curve minutesOf(Work work) {
        var known = model.kinds().get(work.kind());
        return known != null && known.succeeded() >= KindHistory.ENOUGH
                ? known.minutes()
                : new Curve(
                        work.estimate().minutesP50(),
                        Math.max(work.estimate().minutesP50(), work.estimate().minutesP90()));
    }

    /** Hard builds and easy ones fail so often that on the whole it is the share of the model. */
    private @Nullable FailureClass failureOf(Work work, int attempt, int failures, boolean smaller) {
        var hard = draw(work, 0, Aspect.HARDNESS) * 100 < model.hardShare();
        var usual =
                model.hardShare() == 0 ? 1 : (100 - model.hardShare() * model.hardFactor()) / (100 - model.hardShare());
        var factor = (hard ? model.hardFactor() : usual)
                * Math.pow(model.lessEachTry(), failures)
                * (smaller ? model.lessWhenSmaller() : 1);
        var shares = ownFaults(model.failuresOf(work.kind()), factor);
        var scale = Math.min(1, MOST_FAILURES / Math.max(1, Shares.sum(shares)));
        return Shares.pick(shares, scale, draw(work, attempt, Aspect.OUTCOME)).orElse(null);
    }

    /** What the world does to an attempt does not depend on how hard its build is. */
    private static Map<FailureClass, Double> ownFaults(Map<FailureClass, Double> shares, double factor) {
        var changed = new EnumMap<FailureClass, Double>(FailureClass.class);
        shares.forEach((kind, share) -> changed.put(
                kind,
                switch (kind) {
                    case AGENT_GAVE_UP, VERIFICATION_FAILED, TIMED_OUT, CRASHED -> share * factor;
                    case RATE_LIMITED, OUT_OF_BUDGET, AUTH, CONFIG, NETWORK, LOST, CANCELLED -> share;
                }));
        return changed;
    }

    private double reach(Work work, int attempt, FailureClass failure) {
        return switch (failure) {
            case VERIFICATION_FAILED, TIMED_OUT -> 1;
            case AUTH, CONFIG -> 0.02;
            case AGENT_GAVE_UP, RATE_LIMITED, OUT_OF_BUDGET, NETWORK, LOST, CRASHED, CANCELLED ->
                draw(work, attempt, Aspect.REACH);
        };
    }

    private Duration limit(Work work, int attempt) {
        return ofMinutes(LONGEST_LIMIT_MINUTES * draw(work, attempt, Aspect.LIMIT));
    }

    private long nanosOf(Work work, int attempt, double minutes) {
        var perMinute =
                (double) work.estimate().costP50() / Math.max(1, work.estimate().minutesP50());
        return Math.round(minutes * perMinute * PRICE.at(draw(work, attempt, Aspect.PRICE)));
    }

    private double draw(Work work, int attempt, Aspect aspect) {
        return draws.uniform(work.number(), attempt, aspect);
    }

    /** To the second, and never none: what starts must end later. */
    private static Duration ofMinutes(double minutes) {
        return Duration.ofSeconds(Math.max(1, Math.round(minutes * 60)));
    }
}
