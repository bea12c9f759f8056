package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;

/** Which builds start by themselves and which need a person's consent (product chapter 1.5). */
public final class ApprovalRules {
    private ApprovalRules() {}

    /** What a new build needs. Low priority always needs consent, whatever its category. */
    public static Approval of(Category category, Priority priority) {
        return startsByItself(category) && priority != Priority.LOW ? Approval.NOT_NEEDED : Approval.NEEDED;
    }

    /** A build of no category is one that nobody called risky: it starts by itself. */
    private static boolean startsByItself(Category category) {
        return switch (category) {
            case PERFORMANCE_OPTIMIZATION, BUG_FIX, DOCUMENTATION, INFRASTRUCTURE, OTHER -> true;
            case NEW_FEATURE, EXTERNAL_ACTION, CONFIG_CHANGE, USER_FACING_CHANGE, RESEARCH -> false;
        };
    }
}
