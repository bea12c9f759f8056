package io.afterhours.benchmarks;

import io.afterhours.testkit.HouseRules;

class BenchmarksHouseRulesTest extends HouseRules {
    BenchmarksHouseRulesTest() {
        super("io.afterhours.benchmarks");
    }
}
