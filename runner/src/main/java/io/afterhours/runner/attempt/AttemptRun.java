package io.afterhours.runner.attempt;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptHeartbeat;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Command;
import io.afterhours.runner.process.Ending;
import io.afterhours.runner.process.LaunchedProcess;
import io.afterhours.runner.process.PlainText;
import io.afterhours.runner.process.StopReason;
import io.afterhours.runner.profile.Assignment;
import io.afterhours.runner.profile.Claim;
import io.afterhours.runner.profile.Finding;
import io.afterhours.runner.profile.OutputReader;
import io.afterhours.runner.profile.Profile;
import io.afterhours.runner.profile.UsageMarks;
import io.afterhours.runner.verify.Acceptance;
import io.afterhours.runner.verify.Tail;
import io.afterhours.runner.workspace.Harvest;
import io.afterhours.runner.workspace.Workplace;
import io.afterhours.runner.workspace.WorkspaceRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One attempt from taken to finished, on a thread of its own. */
final class AttemptRun {
    private static final Logger LOG = Logger.getLogger(AttemptRun.class);
    private static final Duration FENCE_BEFORE = Duration.ofSeconds(5);

    private final AttemptDispatched attempt;
    private final RunnerTools tools;
    private final Voice voice;
    private final Path own;
    private final AtomicLong acknowledgedNanos = new AtomicLong(System.nanoTime());
    private final AtomicReference<@Nullable LaunchedProcess> running = new AtomicReference<>();
    private final AtomicReference<@Nullable StopReason> stopping = new AtomicReference<>();

    AttemptRun(AttemptDispatched attempt, RunnerTools tools) {
        this.attempt = attempt;
        this.tools = tools;
        this.voice = new Voice(tools.publisher(), tools.runner(), attempt, tools.clock());
        this.own = tools.folder().resolve(attempt.session());
    }

    AttemptDispatched attempt() {
        return attempt;
    }

    /** Says that the attempt is taken; completes when the scheduler will hear of it. */
    CompletionStage<Void> announce() {
        return say("taken", new AttemptTaken(attempt.session(), attempt.build(), attempt.number(), attempt.fence()));
    }

    /** Ends it, as soon as that can be done. */
    void stop(StopReason reason) {
        stopping.compareAndSet(null, reason);
        var process = running.get();
        if (process != null) {
            process.stop(reason);
        }
    }

    void flush() {
        voice.flush();
    }

    /** Whether this host had the attempt before. */
    boolean wasHere() {
        return Files.exists(own);
    }

    /** Ends it when no heartbeat was acknowledged for nearly as long as the lease. */
    void fenceWhenUnheard() {
        long unheard = System.nanoTime() - acknowledgedNanos.get();
        if (unheard > attempt.lease().minus(FENCE_BEFORE).toNanos() && stopping.get() != StopReason.FENCED) {
            LOG.warnf(
                    "attempt %s fences itself: no heartbeat was acknowledged for %d s",
                    attempt.session(), Duration.ofNanos(unheard).toSeconds());
            stop(StopReason.FENCED);
        }
    }

    /** Says that it is alive. */
    void beat() {
        long sent = System.nanoTime();
        var _ = tools.publisher()
                .publishIfRoom(
                        new Subject.OfRunner(tools.runner(), "heartbeat"),
                        new AttemptHeartbeat(attempt.session(), attempt.build(), attempt.number(), attempt.fence()))
                .thenRun(() -> acknowledgedNanos.accumulateAndGet(sent, Math::max));
    }

    void run() {
        var startedAt = tools.clock().instant();
        Result result;
        try {
            Files.createDirectories(own);
            result = work();
        } catch (WorkspaceRefused e) {
            result = Result.failed(FailureClass.CONFIG, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warnf("attempt %s could not be run: %s", attempt.session(), e.getMessage());
            result = Result.failed(FailureClass.CONFIG, "It could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = Result.failed(FailureClass.LOST, "The runner was stopped.");
        } catch (RuntimeException e) {
            LOG.errorf(e, "attempt %s broke the runner's own code", attempt.session());
            result = Result.failed(FailureClass.CRASHED, "The runner itself failed: " + e);
        }
        finish(result, startedAt);
    }

    /** What came of the work; without a failure it succeeded. */
    private record Result(
            @Nullable Failure failure, @Nullable String summary, boolean resumable, Harvest harvest) {
        static Result failed(FailureClass failureClass, String text) {
            return new Result(
                    new Failure(failureClass, PlainText.cut(text, Check.TEXT), null, null), null, false, Harvest.NONE);
        }

        Result harvested(Harvest other) {
            return new Result(failure, summary, resumable, other);
        }

        Result judged(@Nullable Failure other) {
            return new Result(other, summary, resumable, harvest);
        }
    }

    private Result work() throws IOException, InterruptedException, WorkspaceRefused {
        var profile = tools.profiles().find(attempt.profile()).orElse(null);
        if (profile == null) {
            return Result.failed(
                    FailureClass.CONFIG,
                    "This runner has no profile " + attempt.profile() + "; it has "
                            + String.join(", ", tools.profiles().names()) + ".");
        }
        voice.blot(profile.secretNames().stream()
                .map(name -> profile.environment().getOrDefault(name, ""))
                .toList());
        var resume = attempt.resume();
        var earlier = resume == null
                ? Optional.<Sessions.Known>empty()
                : tools.sessions().of(resume);
        var workplace = earlier.isPresent()
                ? earlier.get().workplace()
                : tools.workspaces()
                        .prepare(attempt.workspace(), own, "afterhours/" + attempt.build() + "-" + attempt.number());
        Leftover.of(attempt, -1, tools.clock().instant(), workplace).note(own);
        var harvest = Harvest.NONE;
        var kept = false;
        try {
            var claimed = runAgent(profile, workplace, earlier);
            harvest = tools.workspaces().harvest(workplace, attempt.title());
            var result = claimed.failure() == null ? claimed.judged(verify(profile, workplace)) : claimed;
            var reason = stopping.get();
            if (result.failure() == null && reason != null) {
                result = result.judged(Stops.failure(reason, ""));
            }
            if (result.failure() == null) {
                harvest = tools.workspaces().merge(workplace, harvest, attempt.title());
            }
            kept = result.failure() != null && result.resumable();
            var note = harvest.note();
            if (note != null) {
                voice.log("note", note);
            }
            return result.harvested(harvest);
        } finally {
            if (!kept) {
                tools.workspaces().release(workplace, harvest);
            }
        }
    }

    private Result runAgent(Profile profile, Workplace workplace, Optional<Sessions.Known> earlier)
            throws IOException, InterruptedException {
        var assignment = new Assignment(
                attempt,
                own,
                earlier.map(Sessions.Known::agentSession).orElseGet(() -> agentSession(attempt.session())),
                earlier.isPresent(),
                earlier.map(Sessions.Known::marks).orElse(UsageMarks.NONE));
        var launch = profile.agent().launch(assignment);
        var environment = environment(profile, workplace);
        environment.putAll(launch.environment());
        var tail = new Tail();
        var reader = profile.agent().reader(assignment, finding -> {
            if (finding instanceof Finding.Said said) {
                tail.add(voice.blotted(said.text()));
            }
            voice.accept(finding);
        });
        var wallClock = attempt.wallClock();
        var caps = wallClock == null ? profile.caps() : profile.caps().withWallClock(wallClock);
        var process = tools.launcher()
                .start(
                        new Command(
                                launch.argv(), workplace.directory(), environment, launch.input(), attempt.session()),
                        caps,
                        reader::line);
        say(
                "started",
                new AttemptStarted(
                        attempt.session(),
                        attempt.build(),
                        attempt.number(),
                        attempt.fence(),
                        workplace instanceof Workplace.Worktree worktree ? worktree.branch() : null,
                        tools.clock().instant()));
        holds(process, workplace);
        voice.progress(0.0, "Starting", "Attempt " + attempt.number() + " with " + attempt.profile());
        var ending = process.await();
        running.set(null);
        var result = claimed(ending, reader, tail);
        tools.sessions()
                .keep(attempt.session(), Sessions.Known.of(assignment.agentSession(), reader.marks(), workplace));
        return result;
    }

    /** Agents want a UUID; the scheduler's sessions are such already. */
    private static String agentSession(String session) {
        try {
            return UUID.fromString(session).toString();
        } catch (IllegalArgumentException other) {
            return UUID.nameUUIDFromBytes(session.getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }

    private static Result claimed(Ending ending, OutputReader reader, Tail tail) {
        return switch (ending) {
            case Ending.Stopped(var reason) ->
                new Result(Stops.failure(reason, tail.text()), null, reader.resumable(), Harvest.NONE);
            case Ending.Exited exited ->
                switch (reader.end(exited)) {
                    case Claim.Done done -> new Result(null, done.summary(), reader.resumable(), Harvest.NONE);
                    case Claim.Failed failed ->
                        new Result(
                                new Failure(
                                        failed.failureClass(),
                                        PlainText.cut(failed.text(), Check.TEXT),
                                        tail.text(),
                                        failed.resetAt()),
                                failed.summary(),
                                failed.resumable(),
                                Harvest.NONE);
                };
        };
    }

    private Map<String, String> environment(Profile profile, Workplace workplace) throws IOException {
        var environment = new HashMap<>(profile.environment());
        environment.putAll(tools.workspaces().identity(workplace));
        return environment;
    }

    /** Why the acceptance command does not agree; nothing where it does or there is none. */
    private @Nullable Failure verify(Profile profile, Workplace workplace) throws IOException, InterruptedException {
        var accept = attempt.accept();
        if (accept == null || accept.isBlank()) {
            return null;
        }
        say(
                "verifying",
                new AttemptVerifying(
                        attempt.session(),
                        attempt.build(),
                        attempt.number(),
                        attempt.fence(),
                        tools.clock().instant()));
        voice.progress(90.0, "Testing", "The acceptance command runs");
        var environment = environment(profile, workplace);
        profile.secretNames().forEach(environment::remove);
        var verification = new Acceptance(
                        tools.launcher(),
                        profile.caps().withWallClock(tools.config().acceptWallClock()))
                .run(
                        accept,
                        own,
                        workplace.directory(),
                        environment,
                        attempt.session(),
                        process -> holds(process, workplace),
                        (channel, line) -> voice.log(channel == Channel.OUT ? "out" : "err", line));
        running.set(null);
        if (verification.passed()) {
            return null;
        }
        return stoppedFromOutside(verification.ending())
                .map(reason -> Stops.failure(reason, verification.evidence()))
                .orElseGet(() -> new Failure(
                        FailureClass.VERIFICATION_FAILED, verification.text(), verification.evidence(), null));
    }

    /** A cap that the acceptance command ran into is its own failure; being stopped is not. */
    private static Optional<StopReason> stoppedFromOutside(Ending ending) {
        return ending instanceof Ending.Stopped(var reason)
                ? switch (reason) {
                    case REQUESTED, FENCED, SHUTDOWN -> Optional.of(reason);
                    case WALL_CLOCK, IDLE, OUTPUT -> Optional.empty();
                }
                : Optional.empty();
    }

    /** Remembers the process, so that it can be stopped, and by a runner that starts after this one was killed. */
    private void holds(LaunchedProcess process, Workplace workplace) {
        running.set(process);
        var reason = stopping.get();
        if (reason != null) {
            process.stop(reason);
        }
        try {
            var started = ProcessHandle.of(process.pid())
                    .flatMap(handle -> handle.info().startInstant());
            Leftover.of(attempt, process.pid(), started.orElse(tools.clock().instant()), workplace)
                    .note(own);
        } catch (IOException e) {
            LOG.warnf("the process of attempt %s could not be noted: %s", attempt.session(), e.getMessage());
        }
    }

    private void finish(Result result, Instant startedAt) {
        var failure = result.failure();
        voice.progress(
                failure == null ? 100.0 : null,
                failure == null ? "Complete" : "Failed",
                failure == null ? "Done" : failure.text());
        voice.flush();
        var summary = result.summary();
        say(
                "finished",
                new AttemptFinished(
                        attempt.session(),
                        attempt.build(),
                        attempt.number(),
                        attempt.fence(),
                        failure == null,
                        failure,
                        summary == null ? null : PlainText.cut(voice.blotted(summary), Check.LONG_TEXT),
                        result.harvest().branch(),
                        result.harvest().commits(),
                        result.resumable(),
                        startedAt,
                        tools.clock().instant()));
        try {
            Leftover.forget(own);
        } catch (IOException e) {
            LOG.debugf("the note of attempt %s stays: %s", attempt.session(), e.getMessage());
        }
    }

    private CompletionStage<Void> say(String event, Record record) {
        return tools.publisher().publish(new Subject.OfRunner(tools.runner(), event), record);
    }
}
