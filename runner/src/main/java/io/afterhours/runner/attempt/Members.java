package io.afterhours.runner.attempt;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.runner.process.StopReason;
import io.afterhours.runner.profile.Profile;
import io.afterhours.runner.workspace.Harvest;
import io.afterhours.runner.workspace.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The other builds that one run of the agent does: each proves by its own acceptance command that it is done, and its result is
 * told as soon as it is known, so that what is done stays done whatever becomes of the rest.
 */
final class Members {
    private static final Logger LOG = Logger.getLogger(Members.class);

    private final List<Attempt> attempts;
    private final Set<String> over = ConcurrentHashMap.newKeySet();

    private Members(List<Attempt> attempts) {
        this.attempts = attempts;
    }

    static Members of(AttemptDispatched order, Trace trace, RunnerTools tools) {
        return new Members(order.members().stream()
                .map(each -> Attempt.of(alone(order, each), trace, tools))
                .toList());
    }

    /** A member as if it had been dispatched by itself. */
    private static AttemptDispatched alone(AttemptDispatched order, AttemptDispatched.Member member) {
        return new AttemptDispatched(
                member.session(),
                null,
                member.build(),
                member.number(),
                member.fence(),
                order.lease(),
                member.title(),
                order.prompt(),
                null,
                order.profile(),
                order.model(),
                order.workspace(),
                member.accept(),
                null,
                order.wallClock(),
                order.tags());
    }

    /** Completes when the scheduler will hear that all are taken. */
    CompletionStage<Void> taken() {
        return CompletableFuture.allOf(attempts.stream()
                .map(each -> each.reports().taken().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    /** The agent works on all of them. */
    void started(@Nullable String branch) {
        attempts.forEach(each -> each.reports().started(branch));
    }

    void beat() {
        open().forEach(each -> {
            var _ = each.reports().heartbeat();
        });
    }

    void flush() {
        attempts.forEach(each -> each.voice().flush());
    }

    void blot(List<String> secrets) {
        attempts.forEach(each -> each.voice().blot(secrets));
    }

    /** Whether one of them is that attempt; nobody wants it any more then. */
    boolean stop(String session, long fence) {
        var found = attempts.stream()
                .filter(each ->
                        each.order().session().equals(session) && each.order().fence() == fence)
                .findFirst();
        found.ifPresent(each -> each.grip().stop(StopReason.REQUESTED));
        return found.isPresent();
    }

    void stopAll(StopReason reason) {
        attempts.forEach(each -> each.grip().stop(reason));
    }

    /** Whether somebody still waits for one of them. */
    boolean wanted() {
        return open().anyMatch(each -> each.grip().stopping().isEmpty());
    }

    /**
     * Judges what the agent claims of each, and tells it.
     *
     * @return whether all of them are done
     */
    boolean judge(Result claimed, Profile profile, Workplace workplace, Harvest harvest, Instant startedAt)
            throws IOException, InterruptedException {
        var all = true;
        for (var member : attempts) {
            var result = judged(member, claimed, profile, workplace).harvested(harvest);
            all &= result.failure() == null;
            finish(member, result, startedAt);
        }
        return all;
    }

    private static Result judged(Attempt member, Result claimed, Profile profile, Workplace workplace)
            throws IOException, InterruptedException {
        if (claimed.failure() != null) {
            return claimed;
        }
        var refuted = stopped(member);
        if (refuted == null) {
            Files.createDirectories(member.own());
            refuted = new AcceptanceRun(member, profile, workplace).run().orElseGet(() -> stopped(member));
        }
        return claimed.judged(refuted);
    }

    private static @Nullable Failure stopped(Attempt member) {
        return member.grip().stopping().map(reason -> Stops.failure(reason, "")).orElse(null);
    }

    /** Tells of those that were not judged what became of the whole. */
    void finishRest(Result result, Instant startedAt) {
        var rest = result.failure() == null
                ? Result.failed(FailureClass.CRASHED, "The runner did not come to judge it.")
                : result;
        open().toList().forEach(each -> finish(each, rest, startedAt));
    }

    private void finish(Attempt member, Result result, Instant startedAt) {
        var failure = result.failure();
        member.voice()
                .progress(
                        failure == null ? 100.0 : null,
                        failure == null ? "Complete" : "Failed",
                        failure == null ? "Done" : failure.text());
        member.voice().flush();
        over.add(member.order().session());
        var summary = result.summary();
        member.reports()
                .finished(
                        result.summedUp(summary == null ? null : member.voice().blotted(summary)), startedAt);
        try {
            Leftover.forget(member.own());
        } catch (IOException e) {
            LOG.debugf("the note of attempt %s stays: %s", member.order().session(), e.getMessage());
        }
    }

    private Stream<Attempt> open() {
        return attempts.stream().filter(each -> !over.contains(each.order().session()));
    }
}
