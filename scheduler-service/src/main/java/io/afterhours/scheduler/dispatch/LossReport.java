package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.planning.HumanTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What shows that runners were lost with a build: which, when, and how it was noticed. */
final class LossReport {
    private LossReport() {}

    /**
     * The last lost attempts, a line each.
     *
     * @param attempts those at one build, first to last
     * @param times says them as of when this is read first
     */
    static String of(List<Attempt> attempts, int losses, HumanTime times) {
        var lost = attempts.stream()
                .filter(each -> each.state() == State.LOST && each.runner() != null)
                .toList();
        return lost.subList(Math.max(0, lost.size() - losses), lost.size()).stream()
                .map(each -> line(each, times))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Attempt attempt, HumanTime times) {
        var from = Objects.requireNonNullElse(attempt.startedAt(), attempt.dispatchedAt());
        var failure = attempt.failure();
        var ended = Objects.requireNonNullElse(attempt.endedAt(), from);
        return "Attempt %d at %s, from %s to %s: %s"
                .formatted(
                        attempt.number(),
                        attempt.runner(),
                        times.noted(from),
                        times.noted(ended),
                        failure == null ? "lost" : failure.text());
    }
}
