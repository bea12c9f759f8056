package io.afterhours.foundation;

import io.afterhours.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("io.afterhours.foundation");
    }
}
