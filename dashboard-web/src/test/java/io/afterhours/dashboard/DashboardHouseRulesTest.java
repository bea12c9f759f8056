package io.afterhours.dashboard;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.afterhours.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class DashboardHouseRulesTest extends HouseRules {
    private static final String ROOT = "io.afterhours.dashboard";

    DashboardHouseRulesTest() {
        super(ROOT);
    }

    @Test
    void packages_need_each_other_in_one_direction_only() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT));
    }
}
