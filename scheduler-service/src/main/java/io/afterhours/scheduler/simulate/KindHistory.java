package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.runner.FailureClass;
import java.util.EnumMap;
import java.util.Map;

/**
 * What attempts at builds of a kind came to.
 *
 * @param attempts how many ended
 * @param succeeded how many of them did what they should
 * @param minutesP50 minutes that half of those that succeeded stayed under
 * @param minutesP90 minutes that nine of ten stayed under
 * @param failures how many of a hundred ended in each class
 */
public record KindHistory(
        int attempts, int succeeded, double minutesP50, double minutesP90, Map<FailureClass, Double> failures) {
    /** From so many attempts on, history counts; as for estimates. */
    public static final int ENOUGH = 10;

    public KindHistory {
        failures = failures.isEmpty() ? Map.of() : new EnumMap<>(failures);
    }

    Curve minutes() {
        return new Curve(Math.max(0.1, minutesP50), Math.max(0.1, Math.max(minutesP50, minutesP90)));
    }
}
