package io.afterhours.scheduler.clearance;

import io.afterhours.scheduler.safety.Finding;
import io.afterhours.scheduler.safety.SafetyCheck;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person said is always fine.
 *
 * @param kind of builds for which it is
 * @param phrase the words that were seen, lower case; whatever was seen where absent
 */
public record SafetyRule(
        SafetyRuleId id,
        SafetyCheck check,
        String kind,
        @Nullable String phrase,
        Instant addedAt,
        String addedBy,
        @Nullable String note) {

    boolean covers(Finding finding, String kindOfBuild) {
        return check == finding.check()
                && kind.equals(kindOfBuild)
                && (phrase == null || phrase.equals(finding.phrase()));
    }
}
