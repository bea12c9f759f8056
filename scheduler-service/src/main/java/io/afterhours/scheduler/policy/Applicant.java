package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import java.time.Duration;
import java.util.Set;

/**
 * What a policy wants to know of a build that asks to start.
 *
 * @param effort how long a person would take; what the bands' limits are held against
 * @param lasts how long nine of ten such attempts stay under (p90); what must end before the band does
 * @param approved whether a person said yes to it
 */
public record Applicant(
        Priority priority,
        Category category,
        String kind,
        Duration effort,
        Duration lasts,
        Set<String> tags,
        boolean approved) {
    public Applicant {
        tags = Set.copyOf(tags);
    }

    /** The same build with a person's consent. */
    public Applicant withConsent() {
        return new Applicant(priority, category, kind, effort, lasts, tags, true);
    }

    Risk risk() {
        return Risk.of(category);
    }
}
