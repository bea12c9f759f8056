package io.afterhours.progress;

import io.afterhours.testkit.HouseRules;

class ProgressHouseRulesTest extends HouseRules {
    ProgressHouseRulesTest() {
        super("io.afterhours.progress");
    }
}
