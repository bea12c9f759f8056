package io.afterhours.scheduler.policy;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sort of build that a band lets start, e.g. "high and urgent" or "approved builds of 2 to 8 hours".
 *
 * @param priorities those that may start
 * @param maximumEffort the largest effort that may start, inclusive; absent when any may
 * @param minimumEffort the smallest effort that may start, inclusive; absent when any may
 * @param tags one of them is needed; empty when none is
 * @param approved whether only builds that a person approved may start
 */
public record Admission(
        Set<Priority> priorities,
        @Nullable Duration maximumEffort,
        @Nullable Duration minimumEffort,
        Set<String> tags,
        boolean approved) {
    public Admission {
        if (priorities.isEmpty()) {
            throw new InvalidEvent("priorities", "at least one priority", priorities);
        }
        priorities = Set.copyOf(EnumSet.copyOf(priorities));
        tags = Set.copyOf(tags);
        if (maximumEffort != null && minimumEffort != null && minimumEffort.compareTo(maximumEffort) > 0) {
            throw new InvalidEvent("minimumEffort", "at most the maximumEffort " + maximumEffort, minimumEffort);
        }
    }

    /** Lets the given priorities start, whatever their size. */
    public static Admission of(Set<Priority> priorities) {
        return new Admission(priorities, null, null, Set.of(), false);
    }

    /** Why the build may not start under this admission; empty when it may. */
    Optional<Refusal> refusalOf(Applicant build) {
        if (!priorities.contains(build.priority()) || (approved && !build.approved())) {
            return Optional.of(Refusal.PRIORITY);
        }
        if (!tags.isEmpty() && build.tags().stream().noneMatch(tags::contains)) {
            return Optional.of(Refusal.TAGS);
        }
        if (maximumEffort != null && build.effort().compareTo(maximumEffort) > 0) {
            return Optional.of(Refusal.TOO_LARGE);
        }
        if (minimumEffort != null && build.effort().compareTo(minimumEffort) < 0) {
            return Optional.of(Refusal.TOO_SMALL);
        }
        return Optional.empty();
    }

    /** Why a band does not let a build start, ordered by how near the build came to starting. */
    public enum Refusal {
        PRIORITY,
        TAGS,
        TOO_SMALL,
        TOO_LARGE
    }
}
