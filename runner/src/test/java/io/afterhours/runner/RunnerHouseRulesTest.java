package io.afterhours.runner;

import io.afterhours.testkit.HouseRules;

class RunnerHouseRulesTest extends HouseRules {
    RunnerHouseRulesTest() {
        super("io.afterhours.runner");
    }
}
