package io.afterhours.scheduler.policy;

import io.afterhours.contracts.InvalidEvent;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sort of build that suits a context, e.g. "data work" or "whatever takes two hours or more".
 *
 * @param kinds one of them is the build's kind, tag or category, or a word in it: {@code optimization} is in {@code
 *     performance-optimization}; empty when any will do
 * @param maximumEffort the largest effort that suits, inclusive; absent when any does
 * @param minimumEffort the smallest effort that suits, inclusive; absent when any does
 */
public record Pick(
        Set<String> kinds,
        @Nullable Duration maximumEffort,
        @Nullable Duration minimumEffort) {
    public Pick {
        kinds = Set.copyOf(kinds);
        if (maximumEffort != null && minimumEffort != null && minimumEffort.compareTo(maximumEffort) > 0) {
            throw new InvalidEvent("minimumEffort", "at most the maximumEffort " + maximumEffort, minimumEffort);
        }
    }

    boolean suits(Applicant build) {
        return (maximumEffort == null || build.effort().compareTo(maximumEffort) <= 0)
                && (minimumEffort == null || build.effort().compareTo(minimumEffort) >= 0)
                && (kinds.isEmpty() || isOfThem(build));
    }

    /** Asked of every build at each step of a look ahead, so without the streams that would take most of its time. */
    private boolean isOfThem(Applicant build) {
        return isOne(build.kind()) || isOne(build.category().word().replace(' ', '-')) || isOne(build.tags());
    }

    private boolean isOne(Set<String> sorts) {
        for (var each : sorts) {
            if (isOne(each)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOne(String sort) {
        if (kinds.contains(sort)) {
            return true;
        }
        if (sort.indexOf('-') < 0) {
            return false;
        }
        for (var word : sort.split("-", -1)) {
            if (kinds.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
