package io.afterhours.scheduler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import io.afterhours.testkit.HouseRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("io.afterhours.scheduler");
    }

    /** Documents are read into policies and ladders here; the rules on them see the records alone. */
    @Test
    void planning_needs_the_jdk_the_contracts_and_itself() {
        check(classes()
                .that()
                .resideInAnyPackage(in("planning"), in("retry"), in("estimate"), in("batch"), in("policy"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson..",
                        "io.afterhours.contracts..",
                        in("planning"),
                        in("retry"),
                        in("estimate"),
                        in("batch"),
                        in("policy"),
                        in("life"),
                        in("safety"),
                        in("document")));
    }

    private static String in(String feature) {
        return "io.afterhours.scheduler." + feature + "..";
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
