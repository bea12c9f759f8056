package io.afterhours.scheduler.control;

import io.afterhours.scheduler.planning.ExpectedStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What another policy would do to the builds that wait.
 *
 * @param startNowBefore how many start at once under the policy in force
 * @param startNowAfter how many would start at once
 * @param never how many have an expected start, and would have none
 * @param changed those whose expected start would be another, in the order of the queue
 */
record PolicyEffect(
        int startNowBefore, int startNowAfter, int sooner, int later, int never, int same, List<Change> changed) {
    /** A build whose expected start would be another; absent times are not in sight. */
    record Change(ExpectedStart before, ExpectedStart after) {
        private Sort sort() {
            var was = before.at();
            var is = after.at();
            if (Objects.equals(was, is)) {
                return Sort.SAME;
            }
            if (is == null) {
                return Sort.NEVER;
            }
            return was == null || is.isBefore(was) ? Sort.SOONER : Sort.LATER;
        }
    }

    private enum Sort {
        SOONER,
        LATER,
        NEVER,
        SAME
    }

    static PolicyEffect of(List<ExpectedStart> before, List<ExpectedStart> after, Instant now) {
        var afterById =
                after.stream().collect(Collectors.toMap(each -> each.candidate().id(), Function.identity()));
        var changes = new ArrayList<Change>();
        for (var each : before) {
            var then = afterById.get(each.candidate().id());
            if (then != null) {
                changes.add(new Change(each, then));
            }
        }
        Map<Sort, Long> counts = changes.stream().collect(Collectors.groupingBy(Change::sort, Collectors.counting()));
        return new PolicyEffect(
                startingAt(now, before),
                startingAt(now, after),
                count(counts, Sort.SOONER),
                count(counts, Sort.LATER),
                count(counts, Sort.NEVER),
                count(counts, Sort.SAME),
                changes.stream().filter(each -> each.sort() != Sort.SAME).toList());
    }

    private static int startingAt(Instant now, List<ExpectedStart> starts) {
        return Math.toIntExact(
                starts.stream().filter(each -> isAt(now, each.at())).count());
    }

    private static boolean isAt(Instant now, @Nullable Instant at) {
        return at != null && !at.isAfter(now);
    }

    private static int count(Map<Sort, Long> counts, Sort sort) {
        return Math.toIntExact(counts.getOrDefault(sort, 0L));
    }
}
