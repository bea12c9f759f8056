package io.afterhours.scheduler.estimate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * Estimates from the table of product chapter 2.7: minutes by kind, and $0.02 a minute, less for simple and more for complex
 * work.
 */
public final class EstimateRules {
    private static final Map<String, Integer> MINUTES = Map.of(
            "landing-page", 30,
            "integration", 45,
            "dashboard", 60,
            "content", 20,
            "template", 40);
    private static final int OTHER_MINUTES = 35;

    /** How far nine of ten stay under, held against half of them: attempts vary by about this much until there is history. */
    private static final BigDecimal SPREAD = new BigDecimal("1.5");

    private static final BigDecimal NANOS_PER_MINUTE = BigDecimal.valueOf(20_000_000);

    private EstimateRules() {}

    /**
     * What to expect of a build.
     *
     * @param kind a slug such as {@code landing-page}; one that the table does not know counts as other
     * @param effort how long a person would take; says how complex the work is
     */
    public static Estimate estimate(String kind, Duration effort) {
        var known = MINUTES.containsKey(kind);
        int likely = MINUTES.getOrDefault(kind, OTHER_MINUTES);
        int atMost = SPREAD.multiply(BigDecimal.valueOf(likely)).intValue();
        var complexity = Complexity.of(effort);
        return new Estimate(
                likely,
                atMost,
                cost(likely, complexity),
                cost(atMost, complexity),
                "table: " + (known ? kind : "other") + ", " + complexity.word());
    }

    private static long cost(int minutes, Complexity complexity) {
        return NANOS_PER_MINUTE
                .multiply(BigDecimal.valueOf(minutes))
                .multiply(complexity.factor())
                .longValueExact();
    }
}
