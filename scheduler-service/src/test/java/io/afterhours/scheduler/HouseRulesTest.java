package io.afterhours.scheduler;

import io.afterhours.testkit.HouseRules;
import java.util.Set;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("io.afterhours.scheduler");
    }

    /** A build, its attempts, questions about it and what it may cost are changed in one transaction, and each tells the others. */
    @Override
    protected Set<String> knot() {
        return Set.of(
                "batching",
                "budget",
                "calendar",
                "calibration",
                "clearance",
                "context",
                "control",
                "dispatch",
                "escalation",
                "queue");
    }
}
