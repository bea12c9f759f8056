package io.afterhours.scheduler.estimate;

import io.afterhours.contracts.Words;
import java.time.Duration;

/** How much thinking a minute of work takes, judged by the time that a person would need. */
enum Complexity {
    /** Less than half an hour of a person's time. */
    SIMPLE(0.7),
    USUAL(1.0),
    /** Four hours and more. */
    COMPLEX(1.5);

    private final double factor;

    Complexity(double factor) {
        this.factor = factor;
    }

    static Complexity of(Duration effort) {
        if (effort.compareTo(Duration.ofMinutes(30)) < 0) {
            return SIMPLE;
        }
        return effort.compareTo(Duration.ofHours(4)) < 0 ? USUAL : COMPLEX;
    }

    /** What the price of a minute is multiplied with. */
    double factor() {
        return factor;
    }

    String word() {
        return Words.of(this);
    }
}
