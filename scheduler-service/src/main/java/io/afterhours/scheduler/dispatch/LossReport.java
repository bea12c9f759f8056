package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.dispatch.Attempt.State;
import java.time.temporal.ChronoUnit;
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
     */
    static String of(List<Attempt> attempts, int losses) {
        var lost = attempts.stream()
                .filter(each -> each.state() == State.LOST && each.runner() != null)
                .toList();
        return lost.subList(Math.max(0, lost.size() - losses), lost.size()).stream()
                .map(LossReport::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(Attempt attempt) {
        var from = Objects.requireNonNullElse(attempt.startedAt(), attempt.dispatchedAt());
        var failure = attempt.failure();
        var ended = Objects.requireNonNullElse(attempt.endedAt(), from);
        return "Attempt %d at %s, from %s to %s: %s"
                .formatted(
                        attempt.number(),
                        attempt.runner(),
                        from.truncatedTo(ChronoUnit.SECONDS),
                        ended.truncatedTo(ChronoUnit.SECONDS),
                        failure == null ? "lost" : failure.text());
    }
}
