package io.afterhours.scheduler;

import io.afterhours.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("io.afterhours.scheduler");
    }
}
