package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Words;

/** How much a build can do that is hard to take back while the person is not looking. */
public enum Risk {
    /** Stays in the house and is easy to take back: what starts by itself (product chapter 1.5). */
    LOW,
    /** Changes what users see, or asks the world questions. */
    MEDIUM,
    /** Acts on the world, or on how things run. */
    HIGH;

    public static Risk of(Category category) {
        return switch (category) {
            case PERFORMANCE_OPTIMIZATION, BUG_FIX, DOCUMENTATION, INFRASTRUCTURE, OTHER -> LOW;
            case NEW_FEATURE, USER_FACING_CHANGE, RESEARCH -> MEDIUM;
            case EXTERNAL_ACTION, CONFIG_CHANGE -> HIGH;
        };
    }

    public String word() {
        return Words.of(this);
    }
}
