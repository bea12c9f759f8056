package io.afterhours.cost;

import io.afterhours.testkit.HouseRules;

class CostHouseRulesTest extends HouseRules {
    CostHouseRulesTest() {
        super("io.afterhours.cost");
    }
}
