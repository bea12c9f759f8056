package io.afterhours.scheduler.policy;

import io.afterhours.contracts.InvalidEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
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
                && (kinds.isEmpty() || sortsOf(build).anyMatch(kinds::contains));
    }

    private static Stream<String> sortsOf(Applicant build) {
        var category = build.category().word().replace(' ', '-');
        return Stream.concat(Stream.of(build.kind(), category), build.tags().stream())
                .flatMap(each -> Stream.concat(Stream.of(each), Arrays.stream(each.split("-", -1))));
    }
}
