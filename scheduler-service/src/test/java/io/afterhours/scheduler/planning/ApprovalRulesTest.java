package io.afterhours.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalRulesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "performance optimization, NOT_NEEDED",
        "bug fix, NOT_NEEDED",
        "documentation, NOT_NEEDED",
        "infrastructure, NOT_NEEDED",
        "other, NOT_NEEDED",
        "new feature, NEEDED",
        "external action, NEEDED",
        "config change, NEEDED",
        "user-facing change, NEEDED",
        "research, NEEDED",
    })
    void the_category_decides_whether_a_build_starts_by_itself(String category, Approval approval) {
        assertThat(ApprovalRules.of(Category.of(category), Priority.MEDIUM)).isEqualTo(approval);
        assertThat(ApprovalRules.of(Category.of(category), Priority.URGENT)).isEqualTo(approval);
    }

    @ParameterizedTest
    @EnumSource
    void low_priority_always_needs_consent(Category category) {
        assertThat(ApprovalRules.of(category, Priority.LOW)).isEqualTo(Approval.NEEDED);
    }
}
