package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.batch.SharedPart;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the world answers: how attempts fail, how long they take, what the person says. What is not learned from history is
 * assumed, and every report shows it.
 *
 * @param failures how many of a hundred attempts at a build of a kind without history end in each class
 * @param hardShare how many of a hundred builds are hard: attempts at them fail {@code hardFactor} times as often as on the whole
 * @param lessEachTry what the share of failures is multiplied with for every counted failure before, for its evidence is in the
 *     prompt
 * @param lessWhenSmaller the same, once more, when the attempt is asked for the smallest useful part
 * @param smallerLength how long such an attempt takes, held against the whole
 * @param kinds what was learned, by kind
 * @param shared how much of each further build of a batch was done already with the first, by kind
 */
public record Model(
        Map<FailureClass, Double> failures,
        double hardShare,
        double hardFactor,
        double lessEachTry,
        double lessWhenSmaller,
        double smallerLength,
        PersonModel person,
        Map<String, KindHistory> kinds,
        Map<String, SharedPart> shared) {
    /** Assumptions where nothing is known; chosen so that about one attempt in four fails. */
    private static final Map<FailureClass, Double> ASSUMED = new EnumMap<>(Map.of(
            FailureClass.VERIFICATION_FAILED, 14.0,
            FailureClass.AGENT_GAVE_UP, 5.0,
            FailureClass.CRASHED, 2.0,
            FailureClass.NETWORK, 1.0,
            FailureClass.RATE_LIMITED, 2.0,
            FailureClass.LOST, 1.0));

    public static final Model ASSUMED_ALONE = new Model(ASSUMED, 20, 2.5, 0.8, 0.7, 0.6, PersonModel.ASSUMED, Map.of());

    public Model {
        failures = failures.isEmpty() ? Map.of() : new EnumMap<>(failures);
        kinds = new LinkedHashMap<>(kinds);
        shared = new LinkedHashMap<>(shared);
    }

    /** No batch happened yet. */
    public Model(
            Map<FailureClass, Double> failures,
            double hardShare,
            double hardFactor,
            double lessEachTry,
            double lessWhenSmaller,
            double smallerLength,
            PersonModel person,
            Map<String, KindHistory> kinds) {
        this(failures, hardShare, hardFactor, lessEachTry, lessWhenSmaller, smallerLength, person, kinds, Map.of());
    }

    /** The same assumptions with what was learned. */
    public Model learned(Map<String, KindHistory> history, Map<String, SharedPart> batches) {
        return new Model(
                failures, hardShare, hardFactor, lessEachTry, lessWhenSmaller, smallerLength, person, history, batches);
    }

    SharedPart sharedOf(String kind) {
        return shared.getOrDefault(kind, SharedPart.UNKNOWN);
    }

    Map<FailureClass, Double> failuresOf(String kind) {
        var known = kinds.get(kind);
        return known == null ? failures : known.failures();
    }
}
