package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Priority;
import java.time.Duration;
import java.util.Set;

/** What a policy wants to know of a build that asks to start. */
public record Applicant(Priority priority, Duration effort, Set<String> tags, boolean approved) {
    public Applicant {
        tags = Set.copyOf(tags);
    }
}
