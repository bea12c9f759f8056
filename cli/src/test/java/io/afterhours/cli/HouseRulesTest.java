package io.afterhours.cli;

import io.afterhours.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("io.afterhours.cli");
    }
}
